import type { Backup } from '../../../schemas/contracts/memories.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { askAgain } from './report/report-words.ts';

interface Props {
  kind: 'photo' | 'post';
  q: string;
  running: boolean;
  backup: Pick<Backup, 'source' | 'provider'>;
  onClear: () => void;
}

/** Why a list is empty: nothing matches, nothing has come yet, or there is nothing. */
export function NothingHere({ kind, q, running, backup, onClear }: Props) {
  if (q) {
    return (
      <EmptyState
        title={`No ${kind} matches “${q}”`}
        action={<Button onClick={onClear}>Show all {kind}s</Button>}
      >
        Try fewer or other words. Captions, posts and places are searched.
      </EmptyState>
    );
  }
  if (running) {
    return (
      <EmptyState title={`Your ${kind}s will appear here`}>
        As soon as the first ones are saved, you can look at them while the rest is on its way.
      </EmptyState>
    );
  }
  if (backup.source === 'archive') {
    return (
      <EmptyState title={`There are no ${kind}s in this backup`}>
        {`The archive held none. ${askAgain(backup.provider)}`}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={`There are no ${kind}s in this backup`}>
      {kind === 'photo'
        ? 'Facebook showed us none. If you have photos there, check that Perennial may see them, and back up again.'
        : 'Posts are saved when Facebook may show them to us.'}
    </EmptyState>
  );
}
