/** Entry of the child process that holds the models: heavy work off the event loop, untrusted pictures off the parent's memory. */
import sharp from 'sharp';
import type { ChildMessage, ReadRequest } from './child-messages.ts';
import { loadModels } from './load-models.ts';
import { type OpenPicture, openPicture } from './open-picture.ts';
import { readScene } from './read-scene.ts';

const send = (message: ChildMessage) => process.send?.(message);
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300);

process.on('disconnect', () => process.exit(0));
// A terminal sends Ctrl-C to the whole group; the parent decides when the child goes.
process.on('SIGINT', () => undefined);
sharp.cache(false);
sharp.concurrency(1);

const models = await loadModels().catch((error: unknown) => {
  process.send!({ type: 'broken', reason: reasonOf(error) } satisfies ChildMessage, () => process.exit(1));
  return new Promise<never>(() => undefined);
});

/** Decoding runs on sharp's own threads, so the next picture is opened while this one is looked at. */
process.on('message', async ({ id, image }: ReadRequest) => {
  let picture: OpenPicture;
  try {
    picture = await openPicture(image);
  } catch (error) {
    send({ type: 'refused', id, code: 'unusable_picture', reason: reasonOf(error) });
    return;
  }
  try {
    send({ type: 'scene', id, scene: readScene(models, picture) });
  } catch (error) {
    send({ type: 'refused', id, code: 'failed', reason: reasonOf(error) });
  }
});
send({ type: 'ready', model: models.name });
