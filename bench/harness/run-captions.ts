import { ulid } from 'ulid';
import type { BackupKey } from '../../domains/memories/backup/backup-key.ts';
import type { CaptionSource } from '../../schemas/contracts/memories.ts';
import type { captionPhotos } from '../../workflows/memories/caption-photos.ts';
import { measureTime } from './measure-time.ts';
import type { BenchProduct } from './start-product.ts';

/** Takes every caption of the assets away, captions them anew by the worker processes, and gives the milliseconds. */
export async function runCaptions(
  { runtime, workspaceId }: BenchProduct,
  key: BackupKey,
  assetIds: string[],
  source: CaptionSource,
): Promise<number> {
  const { assets, memories } = runtime.mongo.models;
  await assets.updateMany({ workspaceId, _id: { $in: assetIds } }, { $set: { caption: null } });
  await memories.updateMany({ workspaceId, backupId: key.backupId }, { $set: { captioned: false } });
  const time = await measureTime(() =>
    runtime.temporal.client.workflow.execute<typeof captionPhotos>('captionPhotos', {
      taskQueue: 'workflow',
      workflowId: `captions:bench:${ulid()}`,
      args: [{ ...key, window: runtime.env.CAPTION_WINDOW }],
    }),
  );
  const made = await assets.countDocuments({ workspaceId, _id: { $in: assetIds }, 'caption.source': source });
  if (made !== assetIds.length)
    throw new Error(`${made} of ${assetIds.length} photos have a caption by ${source}.`);
  return time;
}
