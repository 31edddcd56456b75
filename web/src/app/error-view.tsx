import { Link } from 'react-router';
import { toAppError } from '../api/to-app-error.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

interface Props {
  error: unknown;
  onRetry?: () => void;
  /** `h1` where the error is the whole page. */
  heading?: 'h1' | 'h2';
}

/** In place of what could not be read: what happened, and one way on. */
export function ErrorView({ error, onRetry, heading = 'h2' }: Props) {
  const { message, details, status } = toAppError(error);
  const reference = typeof details?.requestId === 'string' ? details.requestId : null;
  return (
    <div role="alert">
      <EmptyState
        heading={heading}
        title={status === 404 ? 'We can’t find that' : 'That did not work'}
        action={
          status === 404 ? (
            <Button asChild variant="primary">
              <Link to="/">Go home</Link>
            </Button>
          ) : (
            onRetry && (
              <Button variant="primary" onClick={onRetry}>
                Try again
              </Button>
            )
          )
        }
      >
        <p>{message}</p>
        {reference && status >= 500 && <p className="mt-2 text-xs">Reference for support: {reference}</p>}
      </EmptyState>
    </div>
  );
}
