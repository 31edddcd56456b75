import type { Blobs } from '../../runtime/blob.ts';
import type { Mongo } from '../../runtime/mongo.ts';

const everywhere = { acrossWorkspaces: 'a restoration concerns every workspace' };

/** Storage gives what is restored new etags; those that the database remembers follow. */
export async function renewEtags({ mongo, blobs }: { mongo: Mongo; blobs: Blobs }): Promise<void> {
  const { backups, assets } = mongo.models;
  const finished = backups.find({ archive: { $ne: null } }, 'workspaceId archive').setOptions(everywhere);
  for await (const { _id, workspaceId, archive } of finished.lean().cursor()) {
    const present = archive && (await blobs.stat('backups', archive.blobName));
    // One that had been replaced before it was copied stays one that does not fit.
    if (!present || present.bytes !== archive.bytes) continue;
    await backups.updateOne({ _id, workspaceId }, { $set: { 'archive.etag': present.etag } });
  }
  const erasing = assets.find({ erasing: { $ne: null } }, 'workspaceId erasing').setOptions(everywhere);
  for await (const { _id, workspaceId, erasing: tombstone } of erasing.lean().cursor()) {
    const found = [];
    for (const { name } of tombstone?.blobs ?? []) {
      const present = await blobs.stat('assets', name);
      if (present) found.push({ name, etag: present.etag });
    }
    await assets.updateOne({ _id, workspaceId }, { $set: { erasing: { blobs: found } } });
  }
}
