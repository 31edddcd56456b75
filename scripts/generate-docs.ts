import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '../runtime/find-root.ts';
import { generatedFiles } from './docs/generated-files.ts';

for (const [path, render] of Object.entries(generatedFiles)) {
  writeFileSync(join(findRoot(), path), render());
  console.log(`${path} written`);
}
