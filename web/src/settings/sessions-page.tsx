import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { accountRoutes, type Session } from '../../../schemas/contracts/accounts.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { toAppError } from '../api/to-app-error.ts';
import { ErrorView } from '../app/error-view.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useToast } from '../ui/toaster.tsx';
import { formatCount } from '../words/format-number.ts';
import { formatAgo, formatDay } from '../words/format-time.ts';

export function Component() {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.sessions,
    queryFn: async ({ signal }) => (await api.call(accountRoutes.listSessions, { signal })).items,
  });
  const { revoke, revokeOthers } = useRevoke();
  const others = data?.filter((session) => !session.current) ?? [];
  return (
    <>
      <PageTitle lead="Where you are signed in. If you don’t know one of these, sign it out and change your password.">
        Sessions
      </PageTitle>
      {error && !data && <ErrorView error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton className="h-40" />}
      <ul>
        {data?.map((session) => (
          <SessionLine
            key={session.id}
            session={session}
            busy={revoke.isPending && revoke.variables === session.id}
            onSignOut={() => revoke.mutate(session.id)}
          />
        ))}
      </ul>
      {others.length > 0 && (
        <Button
          variant="danger"
          className="mt-6"
          busy={revokeOthers.isPending}
          onClick={() => revokeOthers.mutate()}
        >
          Sign out everywhere else
        </Button>
      )}
    </>
  );
}

function useRevoke() {
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  const onError = (error: Error) => toast({ tone: 'bad', text: toAppError(error).message });
  const onSettled = () => client.invalidateQueries({ queryKey: queryKeys.sessions });
  const revoke = useMutation({
    mutationFn: (sessionId: string) => api.call(accountRoutes.revokeSession, { params: { sessionId } }),
    onSuccess: () => toast({ tone: 'good', text: 'That device is signed out.' }),
    onError,
    onSettled,
  });
  const revokeOthers = useMutation({
    mutationFn: () => api.call(accountRoutes.revokeOtherSessions, {}),
    onSuccess: ({ revoked }) =>
      toast({ tone: 'good', text: `${formatCount(revoked, 'other device')} signed out.` }),
    onError,
    onSettled,
  });
  return { revoke, revokeOthers };
}

interface LineProps {
  session: Session;
  busy: boolean;
  onSignOut: () => void;
}

function SessionLine({ session, busy, onSignOut }: LineProps) {
  const Icon = /android|iphone|ipad|mobile/i.test(session.device) ? Smartphone : Monitor;
  return (
    <li className="flex flex-wrap items-center justify-between gap-4 border-b border-line py-4">
      <div className="flex min-w-0 items-center gap-4">
        <Icon aria-hidden className="size-6 shrink-0 text-soft" />
        <div>
          <p className="font-medium">{session.device}</p>
          <p className="text-sm text-soft">
            {session.addressHint} ·{' '}
            {session.current ? 'active now' : `last seen ${formatAgo(session.lastSeenAt)}`} · since{' '}
            {formatDay(session.createdAt)}
          </p>
        </div>
      </div>
      {session.current ? (
        <Badge tone="good">This device</Badge>
      ) : (
        <Button size="small" busy={busy} onClick={onSignOut} aria-label={`Sign out ${session.device}`}>
          Sign out
        </Button>
      )}
    </li>
  );
}
