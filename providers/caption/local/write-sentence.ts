import type { CaptionContext } from '../caption-provider.ts';
import { finishSentence } from '../finish-sentence.ts';
import { coverage, describeObjects, listObjects } from './describe-objects.ts';
import { describeTones } from './describe-tones.ts';
import type { Detection, Scene } from './scene.ts';
import { datePhrase, placePhrase, tameText } from './write-phrases.ts';

/** Below this share of the picture objects are a detail of it, not its subject. */
const detail = 0.04;

/**
 * One honest English sentence: what was recognised, where and when; without anything recognised, its tones and the
 * words it was posted with. Never who people are, how old, or how they feel.
 * `now` (milliseconds since 1970) keeps dates in the future out.
 */
export function writeSentence(
  scene: Scene,
  objects: Detection[],
  context: CaptionContext,
  now: number,
): string {
  const date = datePhrase(context.takenAt, now);
  const sentence = (parts: string[]) => finishSentence(parts.filter(Boolean).join(', '));
  if (objects.length === 0) {
    const words = tameText(context.postText ?? '', 80);
    const quote = words && `posted with the words “${words}”`;
    return sentence([describeTones(scene, context.place), quote, date]);
  }
  if (coverage(scene, objects) < detail) {
    return sentence([describeTones(scene, context.place), `with ${listObjects(scene, objects)}`, date]);
  }
  const what = [describeObjects(scene, objects), placePhrase(context.place)].filter(Boolean).join(' ');
  return sentence([what, date]);
}
