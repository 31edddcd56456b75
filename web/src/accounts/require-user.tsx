import { Navigate, Outlet, useLocation } from 'react-router';
import { ErrorView } from '../app/error-view.tsx';
import { Waiting } from '../app/waiting.tsx';
import { ProfileProvider, useProfileQuery } from './use-profile.ts';
import { WorkspaceProvider } from './workspace-context.tsx';

/** Lets signed-in people through; sends the others to sign in and brings them back afterwards. */
export function RequireUser() {
  const { data, error, isPending, refetch } = useProfileQuery();
  const { pathname, search } = useLocation();
  if (isPending) return <Waiting />;
  if (error && !data) return <ErrorView heading="h1" error={error} onRetry={() => void refetch()} />;
  if (!data) {
    const here = pathname + search;
    const next = here === '/' ? '' : `?next=${encodeURIComponent(here)}`;
    return <Navigate to={`/signin${next}`} replace />;
  }
  return (
    <ProfileProvider value={data}>
      <WorkspaceProvider>
        <Outlet />
      </WorkspaceProvider>
    </ProfileProvider>
  );
}
