import { ProviderError } from '../../../providers/errors.ts';
import type { NetworkCallback } from '../../../providers/social/memories-source.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import { AppError } from '../../../schemas/contracts/errors.ts';
import { requireFacebook } from '../require-facebook.ts';

/** Throws 400 `memories.signed_request_refused` for what does not come from Facebook, or comes too late; why stands in the log alone. */
export function readFacebookCallback(
  runtime: Pick<Runtime, 'providers'>,
  signedRequest: string,
): NetworkCallback {
  try {
    return requireFacebook(runtime).provider.auth.readCallback(signedRequest);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new AppError(400, 'memories.signed_request_refused', 'This request is not from Facebook.', {
      cause: error,
    });
  }
}
