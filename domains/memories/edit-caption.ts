import type { Runtime } from '../../runtime/create-runtime.ts';
import { conflict } from '../../schemas/contracts/errors.ts';
import type { AssetDoc, CaptionFields } from '../../schemas/models/asset.ts';
import { toAsset } from './asset-view.ts';
import { foldWords } from './pictures/fold-words.ts';

/** Replaces a caption by a person's words; from then on no captioner touches it. A stale revision is refused with the present state. */
export async function editCaption(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  asset: AssetDoc,
  edit: { text: string; revision: number; userId: string },
): Promise<AssetDoc> {
  const { assets, memories } = mongo.models;
  const own = { _id: asset._id, workspaceId: asset.workspaceId };
  const caption: CaptionFields = {
    text: edit.text,
    source: 'person',
    model: null,
    confidence: null,
    dense: asset.caption?.dense ?? [],
    tags: asset.caption?.tags ?? [],
    revision: edit.revision + 1,
    editedAt: clock.date(),
    editedByUserId: edit.userId,
  };
  const expected = edit.revision === 0 ? { $in: [0, null] } : edit.revision;
  const saved = await assets
    .findOneAndUpdate(
      { ...own, 'caption.revision': expected },
      { $set: { caption } },
      { returnDocument: 'after' },
    )
    .lean();
  if (!saved) {
    const current = await assets.findOne(own).lean();
    throw conflict(
      'memories.caption_changed',
      'This caption has changed meanwhile. Look at it and try again.',
      {
        current: current ? toAsset(current) : null,
      },
    );
  }
  await memories.updateMany(
    { workspaceId: asset.workspaceId, assetId: asset._id },
    { $set: { captioned: true, captionWords: foldWords(edit.text) } },
  );
  return saved;
}
