import type { ColourName } from './name-colours.ts';
import type { Scene } from './scene.ts';
import { joinWords, tameText } from './write-phrases.ts';

const neutral: ColourName[] = ['black', 'white', 'grey'];
const warm: ColourName[] = ['red', 'orange', 'yellow', 'brown', 'beige', 'pink'];
const cool: ColourName[] = ['green', 'turquoise', 'blue', 'purple'];

/** `a dark picture from Lisbon in cool blue tones`: what can be said of any picture without recognising anything. */
export function describeTones(scene: Scene, place: string | null): string {
  const light = scene.brightness < 60 ? 'dark ' : scene.brightness > 195 ? 'bright ' : '';
  const origin = tameText(place ?? '', 80);
  const picture = origin ? `picture from ${origin}` : 'picture';
  if (scene.monochrome) return `a ${light}black-and-white ${picture}`;
  const coloured = scene.colours.filter(({ name }) => !neutral.includes(name));
  const plain = scene.colours.filter(({ name }) => neutral.includes(name));
  if (coloured.length === 0)
    return plain[0] ? `an almost ${plain[0].name} ${picture}` : `a ${light}${picture} in many colours`;
  const isColourful = coloured.reduce((sum, { share }) => sum + share, 0) >= 0.35;
  const named = (isColourful ? coloured : [...plain.slice(0, 1), ...coloured])
    .slice(0, 2)
    .map(({ name }) => name);
  const mood = named.every((name) => warm.includes(name))
    ? 'warm '
    : named.every((name) => cool.includes(name))
      ? 'cool '
      : '';
  return `a ${light}${picture} in ${mood}${joinWords(named)} tones`;
}
