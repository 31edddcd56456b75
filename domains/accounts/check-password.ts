import { createHash } from 'node:crypto';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { AppError } from '../../schemas/contracts/errors.ts';
import { isCommonPassword } from './common-passwords.ts';
import { findWeakness } from './find-weakness.ts';

type Dependencies = Pick<Runtime, 'env' | 'logger'> & { fetch: typeof globalThis.fetch };

const rangeTimeoutMs = 1_500;

/** Throws 422 `accounts.breached_password` or `accounts.weak_password`; the field in `details` is `field`. */
export async function checkPassword(
  dependencies: Dependencies,
  password: string,
  person: { email: string; name: string },
  field: 'password' | 'newPassword',
): Promise<void> {
  if (isCommonPassword(password) || (await isInRange(dependencies, password))) {
    throw refusal(
      'accounts.breached_password',
      'This password is known from a data breach. Please choose another.',
      field,
    );
  }
  const weakness = findWeakness(password, person);
  if (weakness) throw refusal('accounts.weak_password', weakness, field);
}

const refusal = (code: string, message: string, field: string) =>
  new AppError(422, code, message, { details: { fields: { [field]: message } } });

/**
 * Asks a k-anonymity range API (https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange) when one is
 * set: only five characters of a hash leave the house, and padding hides how long the answer is. When it does
 * not answer in time the password passes: signing up must not depend on somebody else's server.
 */
async function isInRange({ env, logger, fetch }: Dependencies, password: string): Promise<boolean> {
  if (!env.BREACHED_PASSWORD_API) return false;
  const hash = createHash('sha1').update(password.normalize('NFKC')).digest('hex').toUpperCase();
  try {
    const url = new URL(`range/${hash.slice(0, 5)}`, `${env.BREACHED_PASSWORD_API.replace(/\/$/, '')}/`);
    const response = await fetch(url, {
      headers: { 'Add-Padding': 'true' },
      signal: AbortSignal.timeout(rangeTimeoutMs),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    // Padding lines have the count 0.
    return new RegExp(`^${hash.slice(5)}:0*[1-9]`, 'm').test(await response.text());
  } catch (error) {
    logger.warn({ err: error }, 'breached-password service did not answer');
    return false;
  }
}
