import sharp from 'sharp';
import { loadModels } from '../../providers/caption/local/load-models.ts';
import { openPicture } from '../../providers/caption/local/open-picture.ts';
import { readScene } from '../../providers/caption/local/read-scene.ts';
import { answerTasks } from './answer-tasks.ts';

/** The control of local captions: decode, run the models, the next picture. */
sharp.cache(false);
sharp.concurrency(1);
const models = await loadModels();

answerTasks(async (images: Uint8Array[]): Promise<number> => {
  for (const image of images) readScene(models, await openPicture(image));
  return images.length;
});
