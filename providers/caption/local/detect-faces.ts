import type { GraphModel } from '@tensorflow/tfjs-converter';
import { div, image, sub, type Tensor, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { dropOverlaps } from './drop-overlaps.ts';
import { type OpenPicture, side } from './open-picture.ts';
import type { Scene } from './scene.ts';

const input = 256;
/** BlazeFace's two grids of anchors: pixels a step, anchors at each step. */
const grids = [
  { step: 16, anchors: 2 },
  { step: 32, anchors: 6 },
];

/** Faces with a score of at least a half, best first: places only; nothing about whose they are. */
export function detectFaces(model: GraphModel, square: Tensor4D, picture: OpenPicture): Scene['faces'] {
  const outputs = tidy(() => {
    const small = image.resizeBilinear(square, [input, input]);
    const tensors = model.execute(sub(div(small, 127.5), 1)) as Tensor[];
    return tensors.map((tensor) => ({ shape: tensor.shape, data: tensor.dataSync() }));
  });
  const found: Scene['faces'] = [];
  for (const { step, anchors } of grids) {
    const across = input / step;
    const rows = across * across * anchors;
    const logits = outputs.find(({ shape }) => shape[1] === rows && shape[2] === 1)!.data;
    const shapes = outputs.find(({ shape }) => shape[1] === rows && shape[2] === 16)!.data;
    for (let row = 0; row < rows; row++) {
      const score = 1 / (1 + Math.exp(-logits[row]!));
      if (score < 0.5) continue;
      const cell = Math.floor(row / anchors);
      const [dx, dy, width, height] = shapes.subarray(row * 16, row * 16 + 4);
      const x = ((cell % across) + 0.5) * step + dx!;
      const y = (Math.floor(cell / across) + 0.5) * step + dy!;
      const up = side / input;
      const corner = (sign: number) =>
        [(x + (sign * width!) / 2) * up, (y + (sign * height!) / 2) * up] as const;
      found.push({ score, box: picture.toPicture(...corner(-1), ...corner(1)) });
    }
  }
  return dropOverlaps(found, 0.3);
}
