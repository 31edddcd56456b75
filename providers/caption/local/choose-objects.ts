import { sharedArea } from './drop-overlaps.ts';
import { objectWords } from './object-words.ts';
import type { Detection, Scene } from './scene.ts';

/** How much less certain the model may be when something else speaks for the object too. */
const relief = 0.12;
/** How much more certain it must be of the best when it guesses the same thing all over: trees in rows look like people to it. */
const doubt = 0.1;

/**
 * The detections to believe, best first. A person is believed sooner with a face inside; whatever the post's own words
 * name is believed sooner; a clear face with nobody and no animal around it is a person.
 */
export function chooseObjects(scene: Scene, postText: string | null): Detection[] {
  const words = ` ${
    (postText ?? '')
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.join(' ') ?? ''
  } `;
  /** How far a detection is above what it takes to be believed. */
  const margin = ({ label, score, box }: Detection): number => {
    const { one, many, belief } = objectWords[label]!;
    const isNamed = [label, one.replace(/^an? /, ''), many].some((word) => words.includes(` ${word} `));
    const hasFace = (face: Scene['faces'][number]) =>
      face.score >= 0.6 && sharedArea(face.box, box) > 0.7 * face.box[2] * face.box[3];
    const isBacked = isNamed || (label === 'person' && scene.faces.some(hasFace));
    return score - belief + (isBacked ? relief : 0);
  };
  const isDoubted = (label: string): boolean => {
    const same = scene.objects.filter((object) => object.label === label);
    const guesses = same.filter(({ score }) => score >= 0.28).length;
    return guesses >= 4 && Math.max(...same.map(margin)) < doubt;
  };
  const chosen = scene.objects.filter((object) => margin(object) >= 0 && !isDoubted(object.label));
  return [...chosen, ...lonelyFaces(scene)].toSorted((a, b) => b.score - a.score);
}

function lonelyFaces({ faces, objects }: Scene): Detection[] {
  const beings = objects.filter(({ label }) => ['person', 'animal'].includes(objectWords[label]!.kind));
  return faces
    .filter(({ score, box }) => score >= 0.85 && !beings.some((being) => sharedArea(box, being.box) > 0))
    .map(({ score, box }) => ({ label: 'person', score, box }));
}
