import { z } from 'zod';

/** ULID, Crockford base 32 (https://github.com/ulid/spec). */
export const Id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'Not a valid id.');
export const Instant = z.iso.datetime({ offset: true }).describe('ISO 8601 instant, UTC in answers');

/** IANA name of a time zone, such as Europe/Lisbon. */
export const TimeZone = z
  .string()
  .max(60)
  .refine((name) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
    } catch {
      return false;
    }
  }, 'Not a known time zone.');

/**
 * A path of this site to send a browser to. Whatever a browser would take for another host is refused:
 * `//x`, `/\x`, and what becomes `//x` once its dots are resolved, such as `/..//x`.
 */
export const SitePath = z
  .string()
  .max(500)
  .refine((path) => /^\/(?![/\\])[^\s\\]*$/.test(path) && !resolved(path).startsWith('//'), {
    error: 'A path of this site, such as /memories.',
  });
const resolved = (path: string) => new URL(path, 'http://site.invalid').pathname;

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional().describe('nextCursor of the previous answer'),
});

/** Answer of every list: newest first unless the route says otherwise. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const ErrorBody = z.object({
  success: z.literal(false),
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    requestId: z.string(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Where a value came from and how to show it to a person. */
export const Warning = z.object({
  code: z.string().describe('stable, namespaced'),
  message: z.string().describe('one sentence in the user’s words'),
  action: z.enum(['reconnect_facebook', 'grant_permission', 'retry', 'none']).default('none'),
  count: z.number().int().optional().describe('how many items it concerns'),
  items: z.array(z.string()).max(20).optional().describe('a few of them, by name or date'),
});
export type Warning = z.infer<typeof Warning>;
