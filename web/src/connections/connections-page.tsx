import { Plug, Plus } from 'lucide-react';
import { useAllowed } from '../accounts/use-allowed.ts';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { ErrorView } from '../app/error-view.tsx';
import { ImportLink } from '../memories/imports/import-link.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ConnectionItem } from './connection-item.tsx';
import { useConnectFacebook } from './use-connect-facebook.ts';
import { useConnections } from './use-connections.ts';

export function Component() {
  const { data, error, refetch } = useConnections();
  const connect = useConnectFacebook();
  const allowed = useAllowed('editor', useWorkspace().id);
  const button = allowed && (
    <Button
      variant="primary"
      busy={connect.isPending}
      onClick={() => connect.mutate({ returnTo: '/connections' })}
    >
      <Plus aria-hidden />
      Connect Facebook
    </Button>
  );
  return (
    <div className="page max-w-4xl pb-16">
      <PageTitle
        lead="Accounts that Perennial may read from."
        actions={
          data &&
          data.length > 0 && (
            <>
              <ImportLink />
              {button}
            </>
          )
        }
      >
        Connections
      </PageTitle>
      {error && !data && <ErrorView error={error} onRetry={() => void refetch()} />}
      {!error && !data && (
        <div aria-busy className="grid gap-8">
          <Skeleton className="h-32" />
          <Skeleton className="h-32" />
        </div>
      )}
      {data?.length === 0 && (
        <EmptyState
          art={<Plug aria-hidden className="size-10 text-soft" />}
          title="Nothing is connected"
          action={
            <>
              {button}
              <ImportLink />
            </>
          }
        >
          Connect Facebook to back up your photos and posts. You choose there what we may see. Without a
          connection you can import the archive that Facebook or Instagram gives you.
        </EmptyState>
      )}
      {data?.map((connection) => (
        <ConnectionItem key={connection.id} connection={connection} />
      ))}
    </div>
  );
}
