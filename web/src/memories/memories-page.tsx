import { useSearchParams } from 'react-router';
import { ErrorView } from '../app/error-view.tsx';
import { useConnections } from '../connections/use-connections.ts';
import { Button } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { BackUpButton } from './back-up-button.tsx';
import { BackupTile } from './backup-tile.tsx';
import { FirstBackup } from './first-backup.tsx';
import { ImportLink } from './imports/import-link.tsx';
import { useBackups } from './use-backups.ts';

export function Component() {
  const backups = useBackups();
  const connections = useConnections();
  const [search] = useSearchParams();
  const starting = search.has('connected');
  const list = backups.data;
  return (
    <div className="page pb-16">
      <PageTitle
        lead="Your backups, newest first."
        actions={
          list &&
          list.length > 0 &&
          connections.data && (
            <>
              <ImportLink />
              <BackUpButton connections={connections.data} />
            </>
          )
        }
      >
        Memories
      </PageTitle>
      {backups.error && !list && <ErrorView error={backups.error} onRetry={() => void backups.refetch()} />}
      {!backups.error && !list && <TileSkeletons />}
      {list?.length === 0 && connections.data && !starting && <FirstBackup connections={connections.data} />}
      {list && list.length > 0 && (
        <ul className="grid gap-x-8 gap-y-10 sm:grid-cols-2 lg:grid-cols-3">
          {list.map((backup) => (
            <li key={backup.id}>
              <BackupTile backup={backup} />
            </li>
          ))}
        </ul>
      )}
      {list && (
        <p className="mt-12 text-sm">
          <TextLink to="/memories/deleted">Recently deleted</TextLink>
        </p>
      )}
      {backups.hasNextPage && (
        <div className="mt-10 text-center">
          <Button busy={backups.isFetchingNextPage} onClick={() => void backups.fetchNextPage()}>
            Show older backups
          </Button>
        </div>
      )}
    </div>
  );
}

const TileSkeletons = () => (
  <div aria-busy className="grid gap-x-8 gap-y-10 sm:grid-cols-2 lg:grid-cols-3">
    {[1, 2, 3].map((each) => (
      <div key={each} className="grid gap-3">
        <Skeleton className="aspect-3/2" />
        <Skeleton className="h-5 w-1/2" />
        <Skeleton className="h-4 w-3/4" />
      </div>
    ))}
  </div>
);
