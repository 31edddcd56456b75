import { useRouteError } from 'react-router';
import { Wordmark } from '../ui/wordmark.tsx';
import { ErrorView } from './error-view.tsx';

/** Catches what a page threw. A page whose script is gone after an update is cured by reloading. */
export function RouteErrorPage() {
  const error = useRouteError();
  return (
    <div className="page py-6">
      <title>Something went wrong · Perennial</title>
      <Wordmark />
      <main id="content">
        <ErrorView heading="h1" error={error} onRetry={() => location.reload()} />
      </main>
    </div>
  );
}
