import { createHash } from 'node:crypto';
import { createRuntime, type Runtime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';

/** What a workspace holds, without the ids that each import makes anew. */
export interface WorkspaceContent {
  photos: number;
  posts: number;
  /** Different contents. */
  files: number;
  bytes: number;
  /** Blobs of the workspace that no asset names, and assets whose blob is not there. */
  stray: number;
  /** SHA-256 over every photo's and post's hash, network id, dates and texts, in a fixed order. */
  content: string;
}

export async function describeWorkspace(
  env: Record<string, string>,
  workspaceId: string,
): Promise<WorkspaceContent> {
  const runtime = await createRuntime(parseEnv(env), { process: 'bench' });
  try {
    const { memories, assets } = runtime.mongo.models;
    const files = await assets.find({ workspaceId }).lean();
    const byId = new Map(files.map((file) => [file._id, file]));
    const rows = await memories.find({ workspaceId }).lean();
    const lines = rows.map((row) => {
      const asset = row.assetId ? byId.get(row.assetId) : undefined;
      const { kind, remoteId, state, createdAt, sortAt, text, album, place, tags, comments, photoRemoteIds } =
        row;
      const file = asset && [asset.sha256, asset.takenAt, asset.takenAtOrigin, asset.width, asset.height];
      return JSON.stringify([
        ...[kind, remoteId, state, createdAt, sortAt, text, album, place, tags, comments, photoRemoteIds],
        ...[file, row.rendered, row.fresh, row.carried, row.problem?.code],
      ]);
    });
    const blobNames = files.flatMap(({ blobName, renditions: { web, thumb } }) =>
      [blobName, web?.blobName, thumb?.blobName].filter((name) => name !== undefined),
    );
    return {
      photos: rows.filter(({ kind, state }) => kind === 'photo' && state === 'stored').length,
      posts: rows.filter(({ kind }) => kind === 'post').length,
      files: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      stray: await countStray(runtime, workspaceId, new Set(blobNames)),
      content: createHash('sha256').update(lines.sort().join('\n')).digest('hex'),
    };
  } finally {
    await runtime.close();
  }
}

async function countStray(
  { blobs }: Pick<Runtime, 'blobs'>,
  workspaceId: string,
  named: ReadonlySet<string>,
): Promise<number> {
  let stray = 0;
  const found = new Set<string>();
  for (const container of ['assets', 'uploads'] as const) {
    for await (const { name } of blobs.list(container, `${workspaceId}/`)) {
      if (container === 'assets' && named.has(name)) found.add(name);
      else stray += 1;
    }
  }
  return stray + (named.size - found.size);
}
