import type { CaptionContext } from '../caption-provider.ts';
import { finishSentence } from '../finish-sentence.ts';
import { describeObjects } from './describe-objects.ts';
import { describeTones } from './describe-tones.ts';
import type { Detection, Scene } from './scene.ts';
import { datePhrase, placePhrase, tameText } from './write-phrases.ts';

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
  if (objects.length > 0) {
    const what = [describeObjects(scene, objects), placePhrase(context.place)].filter(Boolean).join(' ');
    return finishSentence([what, date].filter(Boolean).join(', '));
  }
  const words = tameText(context.postText ?? '', 80);
  const quote = words && `posted with the words “${words}”`;
  return finishSentence([describeTones(scene, context.place), quote, date].filter(Boolean).join(', '));
}
