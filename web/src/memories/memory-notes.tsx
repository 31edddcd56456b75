import { History, MessageCircle, Users } from 'lucide-react';
import type { Memory } from '../../../schemas/contracts/memories.ts';
import { Badge } from '../ui/badge.tsx';
import { formatCount } from '../words/format-number.ts';
import { formatDay } from '../words/format-time.ts';

/** Who is tagged, and whether this is only known from an earlier backup. */
export function MemoryMarks({ memory }: { memory: Memory }) {
  if (memory.tags.length === 0 && !memory.carried) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-soft">
      {memory.tags.length > 0 && (
        <span className="inline-flex items-center gap-1">
          <Users aria-hidden className="size-3.5 shrink-0" />
          <span dir="auto">With {memory.tags.join(', ')}</span>
        </span>
      )}
      {memory.carried && (
        <Badge tone="plain" icon={History}>
          From an earlier backup
        </Badge>
      )}
    </p>
  );
}

/** What people wrote below it, folded until one wants to read it. */
export function MemoryComments({ memory }: { memory: Memory }) {
  if (memory.comments.length === 0) return null;
  return (
    <details className="mt-2 text-sm">
      <summary className="inline-flex cursor-pointer items-center gap-1.5 rounded-small text-soft">
        <MessageCircle aria-hidden className="size-4" />
        {formatCount(memory.comments.length, 'comment')}
      </summary>
      <ul className="mt-2 grid gap-2 border-l-2 border-line pl-3">
        {memory.comments.map((comment, index) => (
          <li key={`${index} ${comment.createdAt}`}>
            <p className="text-xs text-soft">
              {comment.author && <bdi className="font-medium">{comment.author}</bdi>}
              {comment.author && comment.createdAt && ', '}
              {comment.createdAt && <time dateTime={comment.createdAt}>{formatDay(comment.createdAt)}</time>}
            </p>
            <p dir="auto" className="whitespace-pre-line">
              {comment.text}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
