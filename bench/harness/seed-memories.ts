import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import type { BackupKey } from '../../domains/memories/backup/backup-key.ts';
import type { AssetDoc, CaptionFields } from '../../schemas/models/asset.ts';
import type { MemoryDoc } from '../../schemas/models/memory.ts';
import type { BenchProduct } from './start-product.ts';

const caption = (number: number): CaptionFields => ({
  text: `a person standing on a beach with a dog, picture ${number}`,
  source: 'azure-vision-4',
  model: '2023-10-01',
  confidence: 0.87,
  dense: Array.from({ length: 8 }, (_, i) => ({
    text: `a detail of the picture, number ${i}`,
    confidence: 0.7,
    box: [i, i, 100, 100],
  })),
  tags: ['beach', 'dog', 'outdoor', 'sky', 'person'],
  revision: 1,
  editedAt: null,
  editedByUserId: null,
});

/** What a seeded asset holds besides its own number. */
export interface SeededBlob {
  blobName: string;
  bytes: number;
  sha256?: string;
}

/**
 * Rows of `count` stored, captioned photos, as a finished backup leaves them. `blobOf` says where the bytes of each
 * are; reading rows alone needs none.
 */
export async function seedMemories(
  { runtime }: BenchProduct,
  key: BackupKey,
  count: number,
  blobOf: (number: number) => SeededBlob = (number) => ({ blobName: `none/${number}`, bytes: 300_000 }),
): Promise<void> {
  const { workspaceId, backupId } = key;
  const { assets, memories } = runtime.mongo.models;
  const first = Date.UTC(2015, 0, 1);
  for (let from = 0; from < count; from += 1000) {
    const numbers = Array.from({ length: Math.min(1000, count - from) }, (_, i) => from + i);
    const docs = numbers.map((number): Partial<AssetDoc> & { _id: string } => {
      const at = new Date(first + number * 3_600_000);
      const { blobName, bytes, sha256 } = blobOf(number);
      return {
        _id: ulid(),
        workspaceId,
        sha256: sha256 ?? createHash('sha256').update(`${backupId}/${number}`).digest('hex'),
        blobName,
        bytes,
        mime: 'image/jpeg',
        extension: 'jpg',
        width: 2048,
        height: 1536,
        takenAt: at,
        takenAtOrigin: 'exif',
        caption: caption(number),
        renditions: {
          web: { blobName: `${blobName}-web`, mime: 'image/jpeg', bytes: 90_000, width: 1600, height: 1200 },
          thumb: { blobName: `${blobName}-thumb`, mime: 'image/webp', bytes: 9_000, width: 480, height: 360 },
        },
        preview: `data:image/webp;base64,${'A'.repeat(120)}`,
      };
    });
    await assets.insertMany(docs);
    await memories.insertMany(
      docs.map(
        (asset, i): Partial<MemoryDoc> => ({
          _id: ulid(),
          workspaceId,
          backupId,
          kind: 'photo',
          remoteId: `${from + i}`,
          page: Math.floor((from + i) / 50),
          createdAt: asset.takenAt!,
          sortAt: asset.takenAt!,
          text: `An afternoon, number ${from + i}`,
          state: 'stored',
          assetId: asset._id,
          rendered: true,
          captioned: true,
          words: `an afternoon number ${from + i}`,
          captionWords: 'a person standing on a beach with a dog',
        }),
      ),
    );
  }
}
