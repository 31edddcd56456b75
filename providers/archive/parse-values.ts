import { z } from 'zod';
import type { ArchiveComment } from './archive-reader.ts';

/** Bad values of archives count as absent: one odd field must not cost the photo. */
export const text = z.string().nullish().catch(null);

/** Seconds since 1970, before it negative; outside of the time that can be a photo's it is nothing (1826 to 2100). */
export const instant = z.unknown().optional().transform(toInstant);

/** Any list; what isn't one is empty. */
export const list = z.array(z.unknown()).catch([]);

const first = Date.UTC(1826, 0, 1);
const last = Date.UTC(2101, 0, 1);

function toInstant(value: unknown): Date | null {
  const seconds = typeof value === 'string' && /^-?\d{1,12}$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number') return null;
  return seconds * 1000 >= first && seconds * 1000 < last ? new Date(seconds * 1000) : null;
}

const Tag = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

/** Names of people; older archives give them bare. */
export const tags = list.transform((items) => [
  ...new Set(items.flatMap((item) => Tag.safeParse(item).data?.trim() || [])),
]);

const Comment = z.object({ timestamp: instant, comment: z.string().min(1), author: text });

export const comments = list.transform((items) =>
  items.flatMap((item): ArchiveComment[] => {
    const { data } = Comment.safeParse(item);
    return data ? [{ author: data.author ?? null, text: data.comment, createdAt: data.timestamp }] : [];
  }),
);
