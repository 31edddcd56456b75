import type { Warning } from '../../../schemas/contracts/common.ts';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { useConnectFacebook } from '../connections/use-connect-facebook.ts';
import { Button } from '../ui/button.tsx';
import { isOpen } from './job-watches.tsx';
import { useJobActions } from './use-job-actions.ts';

/** The button that a warning asks for; “try again” only once the job is over. */
export function WarningAction({ warning, job }: { warning: Warning; job: Job }) {
  const allowed = useAllowed('editor', job.workspaceId);
  const connect = useConnectFacebook();
  const { retry } = useJobActions(job);
  const here = `/memories/${job.subject.id}`;
  if (!allowed) return null;
  if (warning.action === 'reconnect_facebook') {
    return (
      <Button size="small" busy={connect.isPending} onClick={() => connect.mutate({ returnTo: here })}>
        Reconnect Facebook
      </Button>
    );
  }
  if (warning.action === 'grant_permission') {
    return (
      <Button
        size="small"
        busy={connect.isPending}
        onClick={() => connect.mutate({ returnTo: here, posts: true })}
      >
        Give permission
      </Button>
    );
  }
  if (warning.action === 'retry' && !isOpen(job)) {
    return (
      <Button size="small" busy={retry.isPending} onClick={() => retry.mutate()}>
        Try again
      </Button>
    );
  }
  return null;
}
