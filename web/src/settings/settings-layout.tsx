import { NavLink, Outlet } from 'react-router';
import { cx } from '../ui/cx.ts';

const pages = [
  ['profile', 'Profile'],
  ['password', 'Password'],
  ['sessions', 'Sessions'],
  ['members', 'Members'],
] as const;

export function Component() {
  return (
    <div className="page grid items-start gap-x-12 pb-16 md:grid-cols-[12rem_minmax(0,40rem)]">
      <nav
        aria-label="Settings"
        className="flex gap-1 overflow-x-auto pt-6 md:sticky md:top-0 md:flex-col md:pt-14"
      >
        {pages.map(([to, label]) => (
          <NavLink
            key={to}
            to={to}
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
      <div className="min-w-0">
        <Outlet />
      </div>
    </div>
  );
}
