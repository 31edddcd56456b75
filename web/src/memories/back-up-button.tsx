import { ChevronDown, CloudDownload, Plus } from 'lucide-react';
import type { Connection } from '../../../schemas/contracts/memories.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { startBackupPath, useConnectFacebook } from '../connections/use-connect-facebook.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { useStartBackup } from './use-start-backup.ts';

interface Props {
  connections: Connection[];
  size?: 'normal' | 'large';
}

/** One click: connects first if nothing is connected, asks which account only if there are several. */
export function BackUpButton({ connections, size = 'normal' }: Props) {
  const connect = useConnectFacebook();
  const start = useStartBackup();
  const allowed = useAllowed('editor', useWorkspace().id);
  const usable = connections.filter((each) => each.state === 'connected');
  const [first] = usable;
  const connectAndStart = () => connect.mutate({ returnTo: startBackupPath });
  if (!allowed) return null;
  if (usable.length > 1) {
    return (
      <Menu
        trigger={
          <Button variant="primary" size={size} busy={start.isPending}>
            <CloudDownload aria-hidden />
            Back up Facebook
            <ChevronDown aria-hidden />
          </Button>
        }
        sections={[
          {
            title: 'Which account?',
            entries: usable.map(({ id, displayName }) => ({
              id,
              label: displayName,
              onSelect: () => start.mutate({ connectionId: id }),
            })),
          },
          { entries: [{ icon: Plus, label: 'Another account', onSelect: connectAndStart }] },
        ]}
      />
    );
  }
  return (
    <Button
      variant="primary"
      size={size}
      busy={connect.isPending || start.isPending}
      onClick={() => (first ? start.mutate({ connectionId: first.id }) : connectAndStart())}
    >
      <CloudDownload aria-hidden />
      {connect.isPending ? 'Opening Facebook…' : start.isPending ? 'Starting…' : 'Back up Facebook'}
    </Button>
  );
}
