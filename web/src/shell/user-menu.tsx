import { KeyRound, LogOut, MonitorSmartphone, User, Users } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useProfile } from '../accounts/use-profile.ts';
import { useSignOut } from '../accounts/use-sign-out.ts';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../ui/menu.tsx';

export function UserMenu() {
  const { user } = useProfile();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const go = (page: string) => () => void navigate(`/settings/${page}`);
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex size-10 items-center justify-center rounded-full bg-sunken text-sm font-semibold transition-colors duration-150 hover:bg-line"
        >
          <span className="sr-only">Your account</span>
          <span aria-hidden>{initials(user.name)}</span>
        </button>
      }
    >
      <MenuLabel>
        <span className="block text-sm font-medium text-ink">{user.name}</span>
        <span className="block truncate">{user.email}</span>
      </MenuLabel>
      <MenuLine />
      <MenuItem icon={User} onSelect={go('profile')}>
        Profile
      </MenuItem>
      <MenuItem icon={KeyRound} onSelect={go('password')}>
        Password
      </MenuItem>
      <MenuItem icon={MonitorSmartphone} onSelect={go('sessions')}>
        Where you are signed in
      </MenuItem>
      <MenuItem icon={Users} onSelect={go('members')}>
        Members
      </MenuItem>
      <MenuLine />
      <MenuItem icon={LogOut} onSelect={() => signOut.mutate()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.slice(0, 1).toUpperCase())
    .join('');
