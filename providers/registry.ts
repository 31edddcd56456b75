import { azureVision3 } from './caption/azure-vision-3.ts';
import { azureVision4 } from './caption/azure-vision-4.ts';
import { localCaptioner } from './caption/local/local-captioner.ts';
import { smtp } from './mail/smtp.ts';
import { facebook } from './social/facebook/facebook.ts';

/** Captioners in the order in which they are preferred. */
export const captionDescriptors = [azureVision4, azureVision3, localCaptioner] as const;

export { facebook, localCaptioner, smtp };
