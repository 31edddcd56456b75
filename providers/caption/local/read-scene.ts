import { type Tensor4D, tensor } from '@tensorflow/tfjs-core';
import { detectFaces } from './detect-faces.ts';
import { detectObjects } from './detect-objects.ts';
import type { Models } from './load-models.ts';
import { readColours } from './name-colours.ts';
import { type OpenPicture, side } from './open-picture.ts';
import type { Scene } from './scene.ts';

/** Runs both models and looks at the pixels; the same picture gives the same scene. Blocks for about 150 ms. */
export function readScene(models: Models, picture: OpenPicture): Scene {
  const square: Tensor4D = tensor(new Float32Array(picture.pixels), [1, side, side, 3]);
  try {
    return {
      width: picture.width,
      height: picture.height,
      objects: detectObjects(models.centernet, square, picture),
      faces: detectFaces(models.blazeface, square, picture),
      ...readColours(picture.pixels, side, picture.region),
    };
  } finally {
    square.dispose();
  }
}
