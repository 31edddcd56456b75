import type { z } from 'zod';

/** Words for what a schema found wrong, where the schema has none of its own. */
export function friendlyIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'too_small' && issue.origin === 'string') return 'Please fill this in.';
  if (issue.code === 'too_big') return `At most ${issue.maximum} characters, please.`;
  if (issue.code === 'invalid_type') return 'Please fill this in.';
  if (issue.code === 'invalid_format' && issue.format === 'url') {
    return 'Please give the whole address, such as https://example.com.';
  }
  if (issue.code === 'invalid_value') return 'Please choose one.';
  return undefined;
}
