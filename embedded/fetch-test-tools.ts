import { describeSetupError, SetupError } from './setup-error.ts';
import { findTool } from './tools/find-tool.ts';

/** Fetches the servers that tests start, before any test waits for one. Throws with the ways to get what is missing. */
export async function fetchTestTools(log: (line: string) => void): Promise<void> {
  try {
    for (const name of ['mongod', 'temporal', 'temporal-test-server'] as const) {
      await findTool(name, { env: process.env, log });
    }
  } catch (error) {
    if (error instanceof SetupError) throw new Error(describeSetupError(error));
    throw error;
  }
}
