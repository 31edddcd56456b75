/** Lets Node run the TypeScript sources without a build: for tests and tools. `node --import ./scripts/register-ts.mjs file.ts` */
import { register } from 'node:module';

if (!process.features.typescript) register('./load-ts.mjs', import.meta.url);
