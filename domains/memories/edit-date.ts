import type { Runtime } from '../../runtime/create-runtime.ts';
import { invalid, notFound } from '../../schemas/contracts/errors.ts';
import type { AssetDoc } from '../../schemas/models/asset.ts';

/** As old as a photograph can be. */
const earliest = Date.UTC(1826, 0, 1);

const byPerson = { $eq: ['$takenAtOrigin', 'person'] };

/** What file and network say is kept beside what a person says. */
const say = (takenAt: Date) => ({
  foundTakenAt: { $cond: [byPerson, '$foundTakenAt', { at: '$takenAt', origin: '$takenAtOrigin' }] },
  takenAt,
  takenAtOrigin: 'person',
});
const takeBack = {
  takenAt: { $cond: [byPerson, { $ifNull: ['$foundTakenAt.at', null] }, '$takenAt'] },
  takenAtOrigin: { $cond: [byPerson, { $ifNull: ['$foundTakenAt.origin', null] }, '$takenAtOrigin'] },
  foundTakenAt: null,
};

/**
 * Says when a picture was taken; from then on nothing that is found overrides it, and lists order it by that date.
 * Null goes back to what file and network say. Throws 400 for a date before photography or in the future.
 */
export async function editDate(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  asset: AssetDoc,
  takenAt: Date | null,
): Promise<AssetDoc> {
  const { workspaceId } = asset;
  // A day of grace for the zones ahead of this one.
  if (takenAt && (takenAt.getTime() < earliest || takenAt.getTime() > clock.now() + 86_400_000))
    throw tooFar();
  const saved = await mongo.models.assets
    .findOneAndUpdate(
      { _id: asset._id, workspaceId, erasing: null },
      [{ $set: takenAt ? say(takenAt) : takeBack }],
      { returnDocument: 'after', updatePipeline: true },
    )
    .lean();
  if (!saved) throw notFound('asset');
  const own = { $ifNull: ['$takenAt', '$backdatedAt', '$createdAt', new Date(0)] };
  await mongo.models.memories.updateMany(
    { workspaceId, assetId: asset._id, kind: 'photo' },
    [{ $set: { sortAt: takenAt ?? own } }],
    { updatePipeline: true },
  );
  return saved;
}

const tooFar = () =>
  invalid('memories.date_impossible', 'A picture was taken between 1826 and today. Please check the date.');
