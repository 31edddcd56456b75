import { Newspaper } from 'lucide-react';
import type { Backup } from '../../../schemas/contracts/memories.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { useConnectFacebook } from '../connections/use-connect-facebook.ts';
import { hasPosts, useConnections } from '../connections/use-connections.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useStartBackup } from './use-start-backup.ts';

/** Offers to save posts too: first the permission, then, once it is there, the backup that uses it. */
export function AllowPosts({ backup }: { backup: Backup }) {
  const connect = useConnectFacebook();
  const start = useStartBackup();
  const { data: connections } = useConnections();
  const allowed = useAllowed('editor', backup.workspaceId);
  const connection = connections?.find((each) => each.id === backup.connectionId);
  if (!allowed || connection?.state !== 'connected' || !isWithoutPosts(backup)) return null;
  if (hasPosts(connection)) {
    return (
      <Notice
        tone="plain"
        icon={Newspaper}
        title="Your posts can be saved now"
        action={
          <Button
            variant="primary"
            busy={start.isPending}
            onClick={() => start.mutate({ connectionId: connection.id })}
          >
            Back up with posts
          </Button>
        }
      >
        This backup has photos only. The next one adds what you wrote; photos you have are not downloaded
        again.
      </Notice>
    );
  }
  const returnTo = `/memories/${backup.id}?asked=posts`;
  return (
    <Notice
      tone="plain"
      icon={Newspaper}
      title="Keep what you wrote, too"
      action={
        <Button busy={connect.isPending} onClick={() => connect.mutate({ returnTo, posts: true })}>
          Allow posts
        </Button>
      }
    >
      This backup has your photos. Facebook asks you once more before it shows us your posts.
    </Notice>
  );
}

/** A backup that ended well and has photos only; one that did not end is helped by going on with it. */
const isWithoutPosts = ({ state, counts }: Backup): boolean =>
  (state === 'succeeded' || state === 'partial') && counts.posts === 0;
