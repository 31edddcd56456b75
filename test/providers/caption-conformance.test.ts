import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { azureVision3 } from '../../providers/caption/azure-vision-3.ts';
import { azureVision4 } from '../../providers/caption/azure-vision-4.ts';
import type { CaptionProvider } from '../../providers/caption/caption-provider.ts';
import { localCaptioner } from '../../providers/caption/local/local-captioner.ts';
import type { ProviderContext, ProviderDescriptor } from '../../providers/define-provider.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { type CaptionSubject, describeCaptioner } from './caption-conformance.ts';

const context: ProviderContext = { fetch, now: Date.now, mode: 'sandbox', root: process.cwd() };
const photograph = (about: RegExp) => async () => ({
  image: await readFile('sandbox/demo-data/photographs/cat.jpg'),
  about,
});

/** The adapter against the sandbox in this process, with the settings that its descriptor gives for it. */
async function inSandbox<Options extends z.ZodObject>(
  descriptor: ProviderDescriptor<Options, CaptionProvider>,
): Promise<CaptionSubject> {
  const sandbox = await startSandbox();
  const options = descriptor.options.parse(descriptor.sandbox?.(sandbox.url, sandbox.smtpUrl, sandbox.url));
  return {
    provider: descriptor.create(options, context),
    close: () => sandbox.close(),
    async fail(fault) {
      const answer = await fetch(`${sandbox.url}/_sandbox/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ vendor: 'vision.cognitiveservices.azure.com', ...fault }),
      });
      if (answer.status !== 201) throw new Error(await answer.text());
    },
  };
}

describeCaptioner('local', {
  isRemote: false,
  photograph: photograph(/\bcat\b.*July 2016/),
  start: async () => ({
    provider: localCaptioner.create(localCaptioner.options.parse({}), { ...context, mode: 'local' }),
    fail: () => Promise.reject(new Error('It uses no network.')),
    close: async () => undefined,
  }),
});

for (const descriptor of [azureVision4, azureVision3]) {
  describeCaptioner(descriptor.name, {
    isRemote: true,
    photograph: photograph(/\p{L}/u),
    start: () => inSandbox(descriptor),
  });
}
