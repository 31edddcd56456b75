import { sharedArea } from './drop-overlaps.ts';
import { objectWords } from './object-words.ts';
import type { Detection, Scene } from './scene.ts';

/** How much less certain the model may be when something else speaks for the object too. */
const relief = 0.12;

/**
 * The detections to believe, best first. A person is believed sooner with a face inside; whatever the post's own words
 * name is believed sooner; a clear face with nobody and no animal around it is a person.
 */
export function chooseObjects(scene: Scene, postText: string | null): Detection[] {
  const words = ` ${
    (postText ?? '')
      .toLowerCase()
      .match(/[\p{L}]+/gu)
      ?.join(' ') ?? ''
  } `;
  const chosen = scene.objects.filter(({ label, score, box }) => {
    const { one, many, belief } = objectWords[label]!;
    const named = [label, one.replace(/^an? /, ''), many].some((word) => words.includes(` ${word} `));
    const faced =
      label === 'person' &&
      scene.faces.some((face) => face.score >= 0.6 && sharedArea(face.box, box) > 0.7 * areaOf(face.box));
    return score >= belief - (named || faced ? relief : 0);
  });
  const alone = scene.faces.filter(
    (face) =>
      face.score >= 0.85 &&
      !scene.objects.some(
        ({ label, box }) =>
          ['person', 'animal'].includes(objectWords[label]!.kind) && sharedArea(face.box, box) > 0,
      ),
  );
  return [...chosen, ...alone.map(({ score, box }) => ({ label: 'person', score, box }))].toSorted(
    (a, b) => b.score - a.score,
  );
}

function areaOf(box: Detection['box']): number {
  return box[2] * box[3];
}
