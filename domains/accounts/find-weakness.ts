import { isCommonPassword } from './common-passwords.ts';

const lookalikes: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** So many characters around a common word add too little: "Sunshine2024!". */
const decoration = 6;

/**
 * Why a password is too easy to guess, in the user's words; null when nothing speaks against it.
 * Looks for the person's own name and address, decorated common words, repetitions and rows of the keyboard
 * (NIST SP 800-63B-4 §3.1.1.2: a blocklist, no rules of composition).
 */
export function findWeakness(password: string, person: { email: string; name: string }): string | null {
  const lower = password.normalize('NFKC').toLowerCase();
  const own = [
    ...person.email.split('@')[0]!.split(/[._+-]+/),
    ...person.name.toLowerCase().split(/\s+/),
    'perennial',
  ];
  if (own.some((word) => word.length >= 4 && lower.includes(word))) {
    return 'Please choose a password without your name or e-mail address in it.';
  }
  if (new Set(lower).size < 5 || /^(.{1,5})\1+.{0,4}$/.test(lower)) {
    return 'This password repeats itself too much.';
  }
  if (rowShare(lower) > 0.7) return 'This password is mostly a row of neighbouring characters.';
  if (hasCommonCore(lower)) return 'This password is a very common word with little added.';
  return null;
}

function hasCommonCore(lower: string): boolean {
  const withoutEnds = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const asLetters = (text: string) =>
    [...text].map((character) => lookalikes[character] ?? character).join('');
  const core = withoutEnds(lower);
  return [core, asLetters(core), withoutEnds(asLetters(lower))].some(
    (word) => word.length >= 4 && lower.length - word.length <= decoration && isCommonPassword(word),
  );
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
];
const neighbours = new Set(
  rows.flatMap((row) => [...row].slice(1).flatMap((next, index) => [row[index] + next, next + row[index]])),
);

/** Share of steps from one character to the next that go to a neighbour. */
function rowShare(lower: string): number {
  const steps = [...lower].slice(1).map((next, index) => lower[index] + next);
  return steps.filter((step) => neighbours.has(step)).length / Math.max(1, steps.length);
}
