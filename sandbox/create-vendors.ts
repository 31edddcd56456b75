import { createAzureVision } from './azure-vision/create-azure-vision.ts';
import type { SandboxContext, Vendor } from './core/context.ts';
import { createFacebook } from './facebook/create-facebook.ts';
import { createInstagram } from './instagram/create-instagram.ts';

/** Every host that is stood in for; a new vendor is one more line. */
export function createVendors(context: SandboxContext): Vendor[] {
  return [...createFacebook(context), createInstagram(context), createAzureVision(context)];
}
