import { Download, Ellipsis, FileJson, Link2, RotateCw, ShieldCheck, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type Backup, memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { buildUrl } from '../api/build-url.ts';
import { useConnections } from '../connections/use-connections.ts';
import { isOpen } from '../jobs/job-watches.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import { formatBytes } from '../words/format-number.ts';
import { useStartCheck } from './checks/use-checks.ts';
import { LinkDialog } from './link-dialog.tsx';
import { useDeleteBackup } from './use-delete-backup.ts';
import { useStartBackup } from './use-start-backup.ts';

export function BackupActions({ backup }: { backup: Backup }) {
  const [linking, setLinking] = useState(false);
  const buttons = useRef<HTMLDivElement>(null);
  const params = { backupId: backup.id };
  const care = useCareEntries(backup);
  const closeLink = () => {
    setLinking(false);
    // The menu entry that opened the dialog is gone, so the focus goes back to the menu's button.
    setTimeout(() => buttons.current?.querySelector('button')?.focus());
  };
  return (
    <>
      <div ref={buttons} className="flex gap-1">
        {backup.archive && (
          <Button asChild variant="primary">
            <a href={buildUrl(memoriesRoutes.archive, { params })} download>
              <Download aria-hidden />
              Download ZIP
              <span className="figures font-normal opacity-90">{formatBytes(backup.archive.bytes)}</span>
            </a>
          </Button>
        )}
        {(backup.archive || care.length > 0) && (
          <Menu
            trigger={
              <IconButton label="More for this backup">
                <Ellipsis aria-hidden />
              </IconButton>
            }
            sections={[
              {
                entries: backup.archive
                  ? [
                      {
                        icon: FileJson,
                        label: 'Download only the texts (JSON)',
                        download: buildUrl(memoriesRoutes.jsonArchive, { params }),
                      },
                      { icon: Link2, label: 'Get a link for 20 minutes', onSelect: () => setLinking(true) },
                    ]
                  : [],
              },
              { entries: care },
            ].filter(({ entries }) => entries.length > 0)}
          />
        )}
      </div>
      <BackUpAgain backup={backup} />
      {linking && <LinkDialog backupId={backup.id} onClose={closeLink} />}
    </>
  );
}

/** Checking and deleting, for those who may and when nothing runs. */
function useCareEntries(backup: Backup): MenuEntry[] {
  const navigate = useNavigate();
  const check = useStartCheck(backup.id);
  const { remove } = useDeleteBackup();
  const allowed = useAllowed('editor', backup.workspaceId);
  if (!allowed || isOpen(backup)) return [];
  const startCheck = () => {
    check.mutate();
    void navigate('?tab=checks', { preventScrollReset: true });
  };
  const entries: MenuEntry[] = [
    { icon: Trash2, label: 'Delete backup', onSelect: () => remove.mutate(backup.id) },
  ];
  if (backup.archive)
    entries.unshift({ icon: ShieldCheck, label: 'Check this backup', onSelect: startCheck });
  return entries;
}

function BackUpAgain({ backup }: { backup: Backup }) {
  const start = useStartBackup();
  const { data: connections } = useConnections();
  const allowed = useAllowed('editor', backup.workspaceId);
  const connection = connections?.find((each) => each.id === backup.connectionId);
  if (!allowed || isOpen(backup) || connection?.state !== 'connected') return null;
  return (
    <Button busy={start.isPending} onClick={() => start.mutate({ connectionId: connection.id })}>
      <RotateCw aria-hidden />
      {start.isPending ? 'Starting…' : 'Back up again'}
    </Button>
  );
}
