import {
  CloudDownload,
  FileArchive,
  Images,
  KeyRound,
  LogOut,
  type LucideIcon,
  Plus,
  Users,
} from 'lucide-react';
import { useNavigate } from 'react-router';
import { useAllowed } from '../accounts/use-allowed.ts';
import { useProfile } from '../accounts/use-profile.ts';
import { useSignOut } from '../accounts/use-sign-out.ts';
import { useChosenWorkspace } from '../accounts/workspace-context.tsx';
import { startBackupPath, useConnectFacebook } from '../connections/use-connect-facebook.ts';
import { useConnections } from '../connections/use-connections.ts';
import { useBackups } from '../memories/use-backups.ts';
import { useStartBackup } from '../memories/use-start-backup.ts';
import { formatDay } from '../words/format-time.ts';
import { areas } from './areas.ts';

export interface Command {
  id: string;
  label: string;
  hint?: string;
  icon: LucideIcon;
  run: () => void;
}

/** All that the palette can do: go to a page or a backup, start, connect, change workspace, sign out. */
export function useCommands(): Command[] {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { workspaces } = useProfile();
  const { workspace, choose } = useChosenWorkspace();
  const editor = useAllowed('editor', workspace.id);
  const connect = useConnectFacebook();
  const start = useStartBackup();
  const connected = useConnections().data?.filter((each) => each.state === 'connected') ?? [];
  const backups = useBackups().data ?? [];
  const go = (path: string) => () => void navigate(path);

  const pages = areas.map(({ to, label, icon }) => ({ id: to, label, icon, run: go(to), hint: 'Page' }));
  const starts = connected.map(({ id, displayName }) => ({
    id: `start-${id}`,
    label: `Back up Facebook of ${displayName}`,
    icon: CloudDownload,
    run: () => start.mutate({ connectionId: id }),
  }));
  const connectOne = {
    id: 'connect',
    label: connected.length > 0 ? 'Connect another Facebook account' : 'Back up Facebook',
    icon: Plus,
    run: () => connect.mutate({ returnTo: startBackupPath }),
  };
  const importOne = {
    id: 'import',
    label: 'Import an archive',
    icon: FileArchive,
    run: go('/memories/import'),
  };
  const recent = backups.slice(0, 8).map(({ id, account, createdAt }) => ({
    id,
    label: account.displayName,
    hint: `Backup, ${formatDay(createdAt)}`,
    icon: Images,
    run: go(`/memories/${id}`),
  }));
  const others = workspaces
    .filter((each) => each.id !== workspace.id)
    .map(({ id, name }) => ({
      id: `workspace-${id}`,
      label: `Switch to ${name}`,
      hint: 'Workspace',
      icon: Users,
      run: () => {
        choose(id);
        void navigate('/');
      },
    }));
  return [
    ...pages,
    ...(editor ? [...starts, connectOne, importOne] : []),
    ...recent,
    ...others,
    { id: 'password', label: 'Change password', icon: KeyRound, run: go('/settings/password') },
    { id: 'sign-out', label: 'Sign out', icon: LogOut, run: () => signOut.mutate() },
  ];
}
