import { describe, expect, test } from '@jest/globals';
import { chooseObjects } from '../../providers/caption/local/choose-objects.ts';
import { nameColour, readColours } from '../../providers/caption/local/name-colours.ts';
import { cocoLabels } from '../../providers/caption/local/object-words.ts';
import type { Box, Scene } from '../../providers/caption/local/scene.ts';
import { writeSentence } from '../../providers/caption/local/write-sentence.ts';

const now = Date.UTC(2026, 0, 15);
const nothing = { takenAt: null, place: null, postText: null };

function sceneOf(objects: [label: string, score: number, box?: Box][], rest: Partial<Scene> = {}): Scene {
  return {
    width: 1000,
    height: 800,
    objects: objects.map(([label, score, box], index) => ({
      label,
      score,
      box: box ?? [index * 90, 100, 180, 180],
    })),
    faces: [],
    colours: [{ name: 'orange', share: 0.6 }],
    brightness: 120,
    monochrome: false,
    ...rest,
  };
}

function caption(scene: Scene, context: Partial<typeof nothing> | Record<string, string> = {}): string {
  const full = { ...nothing, ...context };
  return writeSentence(scene, chooseObjects(scene, full.postText), full, now);
}

describe('what is recognised becomes one sentence', () => {
  test.each<[string, Parameters<typeof sceneOf>, Record<string, string>]>([
    ['A dog.', [[['dog', 0.6]]], {}],
    [
      'An elephant and two birds.',
      [
        [
          ['bird', 0.6, [0, 0, 9, 9]],
          ['elephant', 0.5, [0, 0, 400, 400]],
          ['bird', 0.5],
        ],
      ],
      {},
    ],
    [
      'Two people and a dog.',
      [
        [
          ['dog', 0.5],
          ['person', 0.6],
          ['person', 0.5],
        ],
      ],
      {},
    ],
    [
      'A person and a bus.',
      [
        [
          ['bus', 0.7],
          ['person', 0.6],
        ],
      ],
      {},
    ],
    [
      'Two people with a cake and a knife.',
      [
        [
          ['cake', 0.6],
          ['person', 0.6],
          ['person', 0.5],
          ['knife', 0.55],
        ],
      ],
      {},
    ],
    ['A group of people.', [Array.from({ length: 7 }, () => ['person', 0.6] as [string, number])], {}],
    ['Several boats.', [Array.from({ length: 6 }, () => ['boat', 0.6] as [string, number])], {}],
    [
      'A cat on a sofa.',
      [
        [
          ['couch', 0.6, [0, 300, 900, 400]],
          ['cat', 0.6, [300, 350, 200, 150]],
        ],
      ],
      {},
    ],
    [
      'A cat and a sofa.',
      [
        [
          ['couch', 0.6, [0, 300, 400, 400]],
          ['cat', 0.6, [700, 50, 200, 150]],
        ],
      ],
      {},
    ],
    [
      'A person at a table.',
      [
        [
          ['dining table', 0.6, [0, 300, 900, 400]],
          ['person', 0.6, [300, 200, 200, 400]],
        ],
      ],
      {},
    ],
    ['A close-up of a cat.', [[['cat', 0.6, [20, 20, 900, 760]]]], {}],
    ['A pair of scissors.', [[['scissors', 0.6]]], {}],
    [
      'Two people and a dog in Lisbon, July 2016.',
      [
        [
          ['dog', 0.5],
          ['person', 0.6],
          ['person', 0.5],
        ],
      ],
      { place: 'Lisbon', takenAt: '2016-07-10T10:00:00Z' },
    ],
    [
      'A cup at Café Central, March 2019.',
      [[['cup', 0.6]]],
      { place: 'Café Central', takenAt: '2019-03-01T00:00:00Z' },
    ],
  ])('%s', (sentence, scene, context) => {
    expect(caption(sceneOf(...scene), context)).toBe(sentence);
  });

  test('people in a crowd are not counted exactly', () => {
    const sure: [string, number][] = [
      ['person', 0.6],
      ['person', 0.55],
      ['person', 0.5],
    ];
    const weak = Array.from({ length: 5 }, (): [string, number] => ['person', 0.3]);
    expect(caption(sceneOf([...sure, ...weak]))).toBe('A group of people.');
    expect(caption(sceneOf(sure))).toBe('Three people.');
  });

  test('a face makes a portrait; nothing about it is said', () => {
    const scene = sceneOf([['person', 0.5, [100, 0, 600, 800]]], {
      faces: [{ score: 0.9, box: [300, 100, 200, 250] }],
    });
    expect(caption(scene)).toBe('A portrait of a person.');
    expect(caption({ ...scene, monochrome: true })).toBe('A black-and-white portrait of a person.');
  });
});

describe('nothing is claimed that was not seen', () => {
  test('weak detections are not believed, unless the post names the thing or a face shows the person', () => {
    expect(caption(sceneOf([['dog', 0.33]]))).toBe('A picture in warm orange tones.');
    expect(caption(sceneOf([['dog', 0.33]]), { postText: 'Our dog, at last!' })).toBe('A dog.');
    expect(caption(sceneOf([['dog', 0.33]]), { postText: 'A hotdog!' })).toMatch(/^A picture/);
    const face = { score: 0.8, box: [20, 120, 30, 40] as Box };
    expect(caption(sceneOf([['person', 0.3, [0, 100, 200, 300]]], { faces: [face] }))).toBe('A person.');
  });

  test('the same weak guess all over the picture is a texture, not a crowd', () => {
    const trees = [0.44, 0.4, 0.39, 0.36, 0.35].map((score): [string, number] => ['person', score]);
    expect(caption(sceneOf(trees))).toBe('A picture in warm orange tones.');
    expect(caption(sceneOf([['person', 0.56], ...trees]))).toBe('A group of people.');
  });

  test('a cat’s face is not a person; a clear face alone is', () => {
    const face = { score: 0.9, box: [300, 300, 200, 200] as Box };
    expect(caption(sceneOf([['cat', 0.5, [200, 200, 400, 300]]], { faces: [face] }))).toBe('A cat.');
    expect(caption(sceneOf([], { faces: [face] }))).toBe('A portrait of a person.');
  });

  test.each([
    ['2016-07-10T10:00:00Z', 'A dog, July 2016.'],
    ['1970-01-01T00:00:00.000Z', 'A dog.'],
    ['2000-01-01T00:00:12Z', 'A dog.'],
    ['2031-05-05T00:00:00Z', 'A dog.'],
    ['0000:00:00', 'A dog.'],
  ])('a date is told only when it can be true: %s', (takenAt, sentence) => {
    expect(caption(sceneOf([['dog', 0.6]]), { takenAt })).toBe(sentence);
  });
});

describe('a picture without anything known', () => {
  test.each<[string, Partial<Scene>]>([
    [
      'A picture in warm orange and brown tones.',
      {
        colours: [
          { name: 'orange', share: 0.4 },
          { name: 'brown', share: 0.3 },
        ],
      },
    ],
    ['A dark picture in cool blue tones.', { colours: [{ name: 'blue', share: 0.7 }], brightness: 40 }],
    [
      'A picture in white and blue tones.',
      {
        colours: [
          { name: 'white', share: 0.5 },
          { name: 'blue', share: 0.2 },
        ],
      },
    ],
    ['An almost black picture.', { colours: [{ name: 'black', share: 0.95 }], brightness: 10 }],
    ['A bright black-and-white picture.', { monochrome: true, brightness: 220 }],
    ['A picture in many colours.', { colours: [] }],
  ])('%s', (sentence, scene) => {
    expect(caption(sceneOf([], scene))).toBe(sentence);
  });

  test('with something small in it is told as such', () => {
    const scene = sceneOf([
      ['boat', 0.6, [500, 300, 60, 80]],
      ['bird', 0.6, [100, 100, 20, 20]],
    ]);
    expect(caption(scene, { place: 'Goa', postText: 'The sea' })).toBe(
      'A picture from Goa in warm orange tones, with a bird and a boat.',
    );
  });

  test('is told with place, words and date', () => {
    const context = { place: 'Kyoto', postText: 'Autumn 🍁 at last', takenAt: '2019-11-03T10:00:00Z' };
    expect(caption(sceneOf([]), context)).toBe(
      'A picture from Kyoto in warm orange tones, posted with the words “Autumn 🍁 at last”, November 2019.',
    );
  });

  test('long, multi-line and hostile words stay one short line', () => {
    const postText = `First line\n\u202Esecond\u0000 https://example.com/x ${'very '.repeat(60)}end`;
    const sentence = caption(sceneOf([]), { postText, place: 'a\r\nb'.repeat(100) });
    expect(sentence).toMatch(/posted with the words “First line second very .*…”\.$/);
    expect(sentence).not.toMatch(/[\p{Cc}\p{Cf}]|https/u);
    expect(sentence.length).toBeLessThan(260);
  });
});

test.each<[string, [number, number, number]]>([
  ['black', [10, 10, 12]],
  ['white', [245, 246, 250]],
  ['grey', [128, 130, 127]],
  ['red', [200, 20, 25]],
  ['orange', [250, 140, 20]],
  ['brown', [110, 70, 40]],
  ['beige', [225, 205, 170]],
  ['yellow', [250, 225, 40]],
  ['green', [40, 140, 60]],
  ['turquoise', [40, 190, 190]],
  ['blue', [50, 110, 210]],
  ['purple', [120, 50, 190]],
  ['pink', [240, 150, 185]],
])('the colour %s has its everyday name', (name, [r, g, b]) => {
  expect(nameColour(r, g, b)).toBe(name);
});

test('colours are read inside the picture only, not in the bars beside it', () => {
  const pixels = new Uint8Array(64 * 64 * 3).fill(128);
  for (let y = 16; y < 48; y++) for (let x = 0; x < 64; x++) pixels.set([200, 20, 20], (y * 64 + x) * 3);
  const { colours, monochrome } = readColours(pixels, 64, { left: 0, top: 16, width: 64, height: 32 });
  expect(colours).toEqual([{ name: 'red', share: 1 }]);
  expect(monochrome).toBe(false);
});

test('there are words for each of the 80 classes', () => {
  expect(cocoLabels).toHaveLength(80);
  for (const label of cocoLabels) expect(caption(sceneOf([[label, 0.9]]))).toMatch(/^[A-Z][a-z -]+\.$/);
});
