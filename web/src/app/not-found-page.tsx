import { Link } from 'react-router';
import { PrintsArt } from '../ui/art.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

export function Component() {
  return (
    <>
      <title>Page not found · Perennial</title>
      <EmptyState
        art={<PrintsArt className="w-48 opacity-60" />}
        title="There is no page here"
        heading="h1"
        action={
          <Button asChild variant="primary">
            <Link to="/">Go home</Link>
          </Button>
        }
      >
        The address may have a typo, or what it showed was removed.
      </EmptyState>
    </>
  );
}
