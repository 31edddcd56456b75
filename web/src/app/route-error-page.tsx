import { useRouteError } from 'react-router';
import { Wordmark } from '../ui/wordmark.tsx';
import { ErrorView } from './error-view.tsx';

/** In place of a page that threw, or whose script did not come; reloading also cures a page from before an update. */
export function PageError() {
  return (
    <div className="page">
      <title>Something went wrong · Perennial</title>
      <ErrorView heading="h1" error={useRouteError()} onRetry={() => location.reload()} />
    </div>
  );
}

/** The same where not even the frame could be drawn. */
export function RouteErrorPage() {
  return (
    <>
      <header className="page py-6">
        <Wordmark />
      </header>
      <main id="content">
        <PageError />
      </main>
    </>
  );
}
