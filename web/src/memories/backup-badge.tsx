import type { Backup } from '../../../schemas/contracts/memories.ts';
import { stateTones, stateWords } from '../jobs/job-words.ts';
import { Badge } from '../ui/badge.tsx';

interface Props {
  backup: Pick<Backup, 'source' | 'state' | 'counts'>;
  /** As its job knows it, which is sooner. */
  state?: Backup['state'];
}

/** What became of a backup, in a word. One of an archive without photos and posts is whole, and yet no success. */
export function BackupBadge({ backup: { source, counts, state: saved }, state = saved }: Props) {
  const empty = source === 'archive' && counts.photos + counts.posts === 0;
  if (empty && state === 'succeeded') return <Badge tone="warn">Nothing found</Badge>;
  return <Badge tone={stateTones[state]}>{stateWords[state]}</Badge>;
}
