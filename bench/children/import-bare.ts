import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { BlobServiceClient } from '@azure/storage-blob';
import sharp from 'sharp';
import yauzl from 'yauzl';
import { answerTasks } from './answer-tasks.ts';

/** The control of the import: unzip, hash, two renditions, three uploads a photo, with bare libraries. */
interface Task {
  path: string;
  container: string;
}

const service = BlobServiceClient.fromConnectionString(process.env.AZURE_STORAGE_CONNECTION_STRING!);

answerTasks(async ({ path, container }: Task): Promise<number> => {
  const to = service.getContainerClient(container);
  await to.createIfNotExists();
  const zip = await yauzl.openPromise(path, { lazyEntries: true });
  const atWork = new Set<Promise<void>>();
  let photos = 0;
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('.jpg')) continue;
    photos += 1;
    const parts: Buffer[] = await (await zip.openReadStreamPromise(entry)).toArray();
    const work: Promise<void> = importOne(Buffer.concat(parts)).finally(() => atWork.delete(work));
    atWork.add(work);
    if (atWork.size >= 3 * availableParallelism()) await Promise.race(atWork);
  }
  await Promise.all(atWork);
  return photos;

  async function importOne(original: Buffer): Promise<void> {
    const name = createHash('sha256').update(original).digest('hex');
    const put = (suffix: string, bytes: Buffer) =>
      to.getBlockBlobClient(`${name}${suffix}`).uploadData(bytes, { maxSingleShotSize: 64 * 1024 * 1024 });
    await put('', original);
    const web = await sharp(original)
      .autoOrient()
      .resize(1600, 1600, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 82 })
      .toBuffer();
    const thumb = await sharp(web)
      .resize(480, 480, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 76, effort: 0 })
      .toBuffer();
    await put('-web', web);
    await put('-thumb', thumb);
  }
});
