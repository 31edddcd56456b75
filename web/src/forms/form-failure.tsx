import { useEffect, useState } from 'react';
import type { AppError } from '../../../schemas/contracts/errors.ts';
import { Notice } from '../ui/notice.tsx';
import { formatCount } from '../words/format-number.ts';

/** An error that belongs to no single field; counts down when the server asks to wait. */
export function FormFailure({ failure }: { failure: AppError | null }) {
  if (!failure) return null;
  return (
    <Notice tone="bad" role="alert">
      <p>{failure.message}</p>
      {failure.retryAfter !== undefined && <Wait seconds={failure.retryAfter} />}
    </Notice>
  );
}

function Wait({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  // Not read aloud each second: the alert has said it once.
  return (
    <p aria-live="off" className="figures mt-1">
      {left > 0 ? `You can try again in ${waitWords(left)}.` : 'You can try again now.'}
    </p>
  );
}

const waitWords = (seconds: number) =>
  seconds < 90 ? formatCount(seconds, 'second') : formatCount(Math.ceil(seconds / 60), 'minute');
