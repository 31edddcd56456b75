import { Link } from 'react-router';
import type { Backup, Connection } from '../../../schemas/contracts/memories.ts';
import { useConnectFacebook } from '../connections/use-connect-facebook.ts';
import { hasPosts } from '../connections/use-connections.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

interface Props {
  connections: Connection[];
  latest: Backup | undefined;
}

/** What waits for the person: a lost connection, a missing permission, gaps. */
export function Attention({ connections, latest }: Props) {
  const connect = useConnectFacebook();
  const lost = connections.filter((each) => each.state === 'reconnect');
  const blind = connections.filter(
    (each) => each.state === 'connected' && each.declined.includes('user_photos'),
  );
  return (
    <>
      {lost.map((connection) => (
        <Notice
          key={connection.id}
          tone="warn"
          title={`Facebook has signed ${connection.displayName} out`}
          action={
            <Button
              variant="primary"
              busy={connect.isPending}
              onClick={() => connect.mutate({ returnTo: '/', posts: hasPosts(connection) })}
            >
              Reconnect Facebook
            </Button>
          }
        >
          {connection.stateReason ? `${connection.stateReason} ` : ''}Your backups are safe; new ones need a
          fresh sign-in there.
        </Notice>
      ))}
      {blind.map((connection) => (
        <Notice
          key={connection.id}
          tone="warn"
          title={`We may not see the photos of ${connection.displayName}`}
          action={
            <Button busy={connect.isPending} onClick={() => connect.mutate({ returnTo: '/' })}>
              Allow photos
            </Button>
          }
        >
          You left that permission out when you connected. A backup has no photos until you allow it.
        </Notice>
      ))}
      {latest?.state === 'partial' && (
        <Notice
          tone="warn"
          title="Your last backup has gaps"
          action={
            <Button asChild>
              <Link to={`/memories/${latest.id}?tab=problems`}>See what is missing</Link>
            </Button>
          }
        >
          What could be saved is safe. A few things need another try.
        </Notice>
      )}
    </>
  );
}
