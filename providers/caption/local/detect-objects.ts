import type { GraphModel } from '@tensorflow/tfjs-converter';
import { type Tensor, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { dropOverlaps } from './drop-overlaps.ts';
import { cocoLabels } from './object-words.ts';
import type { OpenPicture } from './open-picture.ts';
import type { Detection } from './scene.ts';

/** Objects with a score of at least a fifth, best first. `square` is 1 × 512 × 512 × 3, values 0 to 255. */
export function detectObjects(model: GraphModel, square: Tensor4D, picture: OpenPicture): Detection[] {
  const rows = tidy(() => (model.execute(square, 'tower_0/detections') as Tensor).dataSync());
  const found: Detection[] = [];
  for (let at = 0; at + 5 < rows.length; at += 6) {
    const [left, top, right, bottom, score, index] = rows.subarray(at, at + 6);
    const label = cocoLabels[index!];
    if (score! < 0.2 || !label) continue;
    const box = picture.toPicture(left!, top!, right!, bottom!);
    if (box[2] > 0 && box[3] > 0) found.push({ label, score: Math.round(score! * 1000) / 1000, box });
  }
  return keepOnePerSpot(found);
}

/** Strictly within a class; loosely between classes, where only near-identical boxes are the same thing twice. */
function keepOnePerSpot(found: Detection[]): Detection[] {
  const labels = new Set(found.map(({ label }) => label));
  return dropOverlaps(
    [...labels].flatMap((label) =>
      dropOverlaps(
        found.filter((one) => one.label === label),
        0.4,
      ),
    ),
    0.7,
  );
}
