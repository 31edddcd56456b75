import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime as TemporalRuntime } from '@temporalio/worker';

const root = new URL('../../', import.meta.url);

/** The product's workflows from their sources, bundled once per test file; SDK chatter is left out. */
export async function bundleWorkflows(options: { failureConverterPath?: string } = {}) {
  TemporalRuntime.install({ logger: new DefaultLogger('ERROR') });
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('workflows/index.ts', root)),
    logger: new DefaultLogger('ERROR'),
    ...options,
  });
}
