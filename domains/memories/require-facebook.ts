import type { Runtime } from '../../runtime/create-runtime.ts';
import { AppError } from '../../schemas/contracts/errors.ts';

/** The Facebook adapter, or a sentence about what is missing. */
export function requireFacebook({ providers }: Pick<Runtime, 'providers'>) {
  if (providers.facebook) return providers.facebook;
  throw new AppError(
    503,
    'memories.facebook_not_configured',
    'Facebook is not set up on this installation. Set FACEBOOK_APP_ID and FACEBOOK_APP_SECRET, or start the sandbox.',
  );
}
