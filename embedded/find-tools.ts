import type { DataPaths } from './paths.ts';
import { findTool } from './tools/find-tool.ts';
import type { ToolName } from './tools/tool-specs.ts';

/** Paths of several binaries, found or fetched side by side; throws the first SetupError. */
export async function findTools<N extends ToolName>(
  names: N[],
  options: { paths: DataPaths; env: NodeJS.ProcessEnv; log: (line: string) => void },
): Promise<Record<N, string>> {
  const { paths, env, log } = options;
  const found = await Promise.all(
    names.map(
      async (name) => [name, (await findTool(name, { env, memory: paths.tools, log })).path] as const,
    ),
  );
  return Object.fromEntries(found) as Record<N, string>;
}
