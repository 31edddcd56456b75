import type { Warning } from '../../../schemas/contracts/common.ts';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import type { Connection } from '../../../schemas/contracts/memories.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { useConnectFacebook } from '../connections/use-connect-facebook.ts';
import { hasPosts, useConnections } from '../connections/use-connections.ts';
import { useBackup } from '../memories/use-backups.ts';
import { Button } from '../ui/button.tsx';
import { isOpen } from './job-watches.tsx';
import { useJobActions } from './use-job-actions.ts';

/** The button that a warning asks for. What was mended meanwhile needs no mending, only another try once the job is over. */
export function WarningAction({ warning, job }: { warning: Warning; job: Job }) {
  const allowed = useAllowed('editor', job.workspaceId);
  const connect = useConnectFacebook();
  const { retry } = useJobActions(job);
  const backup = useBackup(job.subject.id).data;
  const connection = useConnections().data?.find((each) => each.id === backup?.connectionId);
  if (!allowed || warning.action === 'none' || !connection) return null;

  const aboutPosts = warning.code.includes('posts');
  if (!isMended(warning, connection, aboutPosts)) {
    const returnTo = `/memories/${job.subject.id}?tab=problems`;
    return (
      <Button
        size="small"
        busy={connect.isPending}
        onClick={() => connect.mutate({ returnTo, posts: aboutPosts || hasPosts(connection) })}
      >
        {warning.action === 'grant_permission' ? 'Give permission' : 'Reconnect Facebook'}
      </Button>
    );
  }
  if (isOpen(job)) return null;
  return (
    <Button size="small" busy={retry.isPending} onClick={() => retry.mutate()}>
      Try again
    </Button>
  );
}

function isMended({ action }: Warning, connection: Connection, aboutPosts: boolean): boolean {
  if (action === 'reconnect_facebook') return connection.state === 'connected';
  if (action === 'grant_permission')
    return connection.scopes.includes(aboutPosts ? 'user_posts' : 'user_photos');
  return true;
}
