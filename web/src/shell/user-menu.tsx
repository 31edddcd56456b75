import { KeyRound, LogOut, MonitorSmartphone, User, Users } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useProfile } from '../accounts/use-profile.ts';
import { useSignOut } from '../accounts/use-sign-out.ts';
import { Menu } from '../ui/menu.tsx';

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
      sections={[
        {
          title: (
            <>
              <span className="block text-sm font-medium text-ink">{user.name}</span>
              <span className="block truncate">{user.email}</span>
            </>
          ),
          entries: [
            { icon: User, label: 'Profile', onSelect: go('profile') },
            { icon: KeyRound, label: 'Password', onSelect: go('password') },
            { icon: MonitorSmartphone, label: 'Where you are signed in', onSelect: go('sessions') },
            { icon: Users, label: 'Members', onSelect: go('members') },
          ],
        },
        { entries: [{ icon: LogOut, label: 'Sign out', onSelect: () => signOut.mutate() }] },
      ]}
    />
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.slice(0, 1).toUpperCase())
    .join('');
