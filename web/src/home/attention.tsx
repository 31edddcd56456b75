import { useMutation } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { Link } from 'react-router';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import type { Backup, Connection } from '../../../schemas/contracts/memories.ts';
import { useProfile } from '../accounts/use-profile.ts';
import { useApi } from '../api/api-context.tsx';
import { toAppError } from '../api/to-app-error.ts';
import { useConnectFacebook } from '../connections/use-connect-facebook.ts';
import { hasPosts } from '../connections/use-connections.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toaster.tsx';

interface Props {
  connections: Connection[];
  latest: Backup | undefined;
}

/** What waits for the person: a lost connection, a missing permission, gaps, an unconfirmed address. */
export function Attention({ connections, latest }: Props) {
  const connect = useConnectFacebook();
  const { user } = useProfile();
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
      {!user.emailVerified && <ConfirmAddress email={user.email} />}
    </>
  );
}

function ConfirmAddress({ email }: { email: string }) {
  const api = useApi();
  const toast = useToast();
  const resend = useMutation({
    mutationFn: () => api.call(accountRoutes.resendVerification, {}),
    onSuccess: () => toast({ tone: 'good', text: `A new mail is on its way to ${email}.` }),
    onError: (error) => toast({ tone: 'bad', text: toAppError(error).message }),
  });
  return (
    <Notice
      tone="plain"
      icon={MailCheck}
      title="Confirm your e-mail"
      action={
        <Button size="small" busy={resend.isPending} onClick={() => resend.mutate()}>
          Send the mail again
        </Button>
      }
    >
      We sent a link to {email}. Confirming it lets you back in should you forget your password.
    </Notice>
  );
}
