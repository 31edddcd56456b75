import { opsRoutes, type ProviderState } from '../../schemas/contracts/ops.ts';
import type { RunFile } from '../../schemas/contracts/run-file.ts';
import type { Dependencies } from '../dependencies.ts';
import { openInstallation } from '../open-installation.ts';

const modes: Record<ProviderState['mode'], string> = {
  live: 'the real service',
  sandbox: 'played by the sandbox',
  local: 'done on this machine',
  unavailable: 'not available',
};

/** Explains what is configured, what the sandbox stands in for, and how to switch each to the real service. */
export async function doctor(deps: Dependencies, options: { json?: boolean }): Promise<void> {
  const { api, run, close } = await openInstallation(deps);
  try {
    const { providers } = await api.call(opsRoutes.doctor);
    if (options.json) return deps.print(JSON.stringify({ run, providers }, null, 2));
    for (const line of [...installationLines(run), '', ...providers.flatMap(providerLines)]) deps.print(line);
  } finally {
    await close();
  }
}

function installationLines({ home, services }: RunFile): string[] {
  const server = (setting: string, found: { pid: number | null } | undefined, where: string | undefined) => {
    if (!found) return 'not used';
    return found.pid === null
      ? `your own, by ${setting}: ${where}`
      : `embedded, ${where} (your own: ${setting})`;
  };
  const { temporal, mongo, blob, sandbox } = services;
  return [
    `Node      ${process.versions.node}`,
    `Data      ${home}`,
    `Web       ${services.api?.url}`,
    `Temporal  ${server('TEMPORAL_ADDRESS', temporal, temporal?.address)}`,
    `MongoDB   ${server('MONGODB_URI', mongo, mongo && withoutLogin(mongo.uri))}`,
    `Blob      ${server('AZURE_STORAGE_CONNECTION_STRING', blob, blob?.url)}`,
    `Sandbox   ${sandbox ? `${sandbox.url} (none: SANDBOX=off)` : 'off'}`,
  ];
}

function withoutLogin(uri: string): string {
  return uri.replace(/\/\/[^/@]*@/, '//…@');
}

function providerLines({ name, capability, mode, settings, docsUrl }: ProviderState): string[] {
  const lines = [`${name} (${capability}): ${modes[mode]}`];
  if (mode !== 'live' && settings.length > 0) {
    lines.push(`  → for the real service set ${settings.join(', ')}`, `    ${docsUrl}`);
  }
  return lines;
}
