import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { root } from './prepare/common.mjs';

/** Bundles the compiled workflows once, so that workers start without webpack: `dist/workflow-bundle.js`. */
const { code } = await bundleWorkflowCode({
  workflowsPath: join(root, 'dist', 'workflows', 'index.js'),
  failureConverterPath: join(root, 'dist', 'runtime', 'failure-converter.js'),
  logger: new DefaultLogger('WARN'),
});
writeFileSync(join(root, 'dist', 'workflow-bundle.js'), code);
