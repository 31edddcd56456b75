const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `two` for 2; figures from 11. */
export function numberWord(count: number): string {
  return numbers[count] ?? String(count);
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Someone else's words fit for a sentence: one line, no control or direction marks, cut between words at `max` characters. */
export function tameText(text: string, max: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  const letters = [...line];
  if (letters.length <= max) return line;
  const cut = letters.slice(0, max).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > max / 2 ? cut.slice(0, space) : cut).replace(/[\s,.;:–-]+$/u, '')}…`;
}

/** Places by the door rather than by the map take `at`. */
const venue =
  /(?<!\p{L})(airport|arena|bakery|bar|bistro|café|cafe|cinema|club|gallery|gym|hospital|hotel|library|mall|museum|pub|resort|restaurant|school|stadium|station|studio|theater|theatre|university|zoo)(?!\p{L})/iu;

/** `in Lisbon`, `at Café Central`; empty without a place. */
export function placePhrase(place: string | null): string {
  const name = tameText(place ?? '', 80);
  return name && `${venue.test(name) ? 'at' : 'in'} ${name}`;
}

const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `July 2016`; empty when the date is missing or a camera's factory setting. */
export function datePhrase(takenAt: string | null, now: number): string {
  const time = /^\d{4}-\d\d-\d\dT/.test(takenAt ?? '') ? Date.parse(takenAt!) : Number.NaN;
  const isDefault = /^(1970|1980|2000)-01-01T00:0/.test(takenAt ?? '');
  const isPossible = time > Date.UTC(1826, 0) && time < now + 86_400_000;
  return isPossible && !isDefault ? month.format(time) : '';
}
