import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defineProvider } from '../../define-provider.ts';
import type { CaptionInput, CaptionProvider, CaptionResult } from '../caption-provider.ts';
import { chooseObjects } from './choose-objects.ts';
import { createModelProcess, type ReadScene } from './model-process.ts';
import { objectWords } from './object-words.ts';
import { writeSentence } from './write-sentence.ts';

/**
 * Captions without any account, made on this machine from three honest sources: objects that a small model recognises
 * (80 everyday classes, people only as a number), the colours of the pixels, and what is known anyway: date, place and
 * the words of the post. It never says who somebody is, how old, or how they feel.
 */
export const localCaptioner = defineProvider({
  name: 'local',
  capability: 'caption',
  options: z.object({
    LOCAL_CAPTION_PROCESSES: z.coerce
      .number()
      .int()
      .min(1)
      .max(16)
      .optional()
      .describe('Processes of the local captioner, about 250 MB each; one a core, at most 4, unless set.'),
  }),
  credentials: [],
  limits: 'About 7 pictures a second and processor core; pictures up to 50 megapixels.',
  docsUrl: 'https://github.com/vladmandic/human',
  create: ({ LOCAL_CAPTION_PROCESSES }, { root, now }): CaptionProvider => {
    const count = LOCAL_CAPTION_PROCESSES ?? Math.min(4, availableParallelism());
    const child = childEntry(root);
    const processes = Array.from({ length: count }, () =>
      createModelProcess({
        ...child,
        startMs: 60_000,
        readMs: 30_000,
        idleMs: 120_000,
        inFlight: 2,
        maxWaiting: 100,
      }),
    );
    return {
      name: 'local',
      async caption(input, signal) {
        const freest = processes.reduce((best, next) => (next.load() < best.load() ? next : best));
        return describe(input, await freest.read(input.image, signal), now());
      },
      async close() {
        await Promise.all(processes.map((process) => process.close()));
      },
    };
  },
});

/** The sentence and its evidence; confidence is the mean score of what is named. */
function describe(input: CaptionInput, { scene, model }: ReadScene, now: number): CaptionResult {
  const objects = chooseObjects(scene, input.context.postText);
  const mean = objects.reduce((sum, { score }) => sum + score, 0) / objects.length;
  const names = objects.map(({ label }) => label);
  const colours = scene.monochrome ? ['black and white'] : scene.colours.map(({ name }) => name);
  return {
    text: writeSentence(scene, objects, input.context, now),
    model,
    confidence: objects.length > 0 ? Math.round(mean * 100) / 100 : null,
    dense: objects.map(({ label, score, box }) => ({
      text: objectWords[label]!.one,
      confidence: Math.round(score * 100) / 100,
      box,
    })),
    tags: [...new Set([...names, ...colours])],
  };
}

/** The twin of this file: compiled beside compiled, source beside source (there with the loader that tests and tools use). */
function childEntry(root: string): { file: string; execArgv: string[] } {
  const here = fileURLToPath(import.meta.url);
  const isSource = here.endsWith('.ts');
  return {
    file: join(here, '..', isSource ? 'scene-child.ts' : 'scene-child.js'),
    execArgv: isSource ? ['--import', join(root, 'scripts/register-ts.mjs')] : [],
  };
}
