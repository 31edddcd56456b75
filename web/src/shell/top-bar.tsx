import { Search } from 'lucide-react';
import { NavLink } from 'react-router';
import { cx } from '../ui/cx.ts';
import { Wordmark } from '../ui/wordmark.tsx';
import { areas } from './areas.ts';
import { SandboxBadge } from './sandbox-badge.tsx';
import { UserMenu } from './user-menu.tsx';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

const keys = navigator.platform.startsWith('Mac') ? '⌘ K' : 'Ctrl K';

export function TopBar({ onSearch }: { onSearch: () => void }) {
  return (
    <header className="border-b border-line">
      <div className="page flex h-16 items-center gap-2 sm:gap-4">
        <Wordmark />
        <WorkspaceSwitcher />
        <nav aria-label="Main" className="ml-4 hidden gap-1 md:flex">
          {areas.map(({ to, label }) => (
            <NavLink
              key={to}
              to={to}
              end={to === '/'}
              className={({ isActive }) =>
                cx(
                  'rounded-small px-3 py-2 text-sm font-medium transition-colors duration-150',
                  isActive ? 'bg-sunken text-ink' : 'text-soft hover:text-ink',
                )
              }
            >
              {label}
            </NavLink>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-2">
          <SandboxBadge />
          <button
            type="button"
            onClick={onSearch}
            aria-keyshortcuts="Control+K Meta+K"
            className="hidden h-9 items-center gap-2 rounded-corner border border-edge/60 bg-card px-3 text-sm text-soft transition-colors duration-150 hover:border-edge hover:text-ink sm:flex"
          >
            <Search aria-hidden className="size-4" />
            <span className="sr-only">Search pages and actions</span>
            <kbd aria-hidden className="font-sans text-xs">
              {keys}
            </kbd>
          </button>
          <UserMenu />
        </div>
      </div>
    </header>
  );
}
