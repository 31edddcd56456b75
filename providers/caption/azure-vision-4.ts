import { z } from 'zod';
import { defineProvider } from '../define-provider.ts';
import { requestJson } from '../http.ts';
import { azureError, noCaption, unexpectedAnswer } from './azure-errors.ts';
import { AzureVisionOptions, azureVisionCredentials, azureVisionSandbox } from './azure-options.ts';
import type { CaptionProvider } from './caption-provider.ts';
import { finishSentence } from './finish-sentence.ts';
import { fitPicture } from './fit-picture.ts';

const name = 'azure-vision-4';

const limits = {
  maxBytes: 20 * 1024 * 1024 - 1,
  minSide: 50,
  maxSide: 16_000,
  formats: ['jpeg', 'png', 'webp', 'gif'],
} as const;

const Score = z.number().min(0).max(1);
const Answer = z.object({
  modelVersion: z.string(),
  captionResult: z.object({ text: z.string(), confidence: Score }),
  denseCaptionsResult: z
    .object({
      values: z.array(
        z.object({
          text: z.string(),
          confidence: Score,
          boundingBox: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
        }),
      ),
    })
    .default({ values: [] }),
  tagsResult: z
    .object({ values: z.array(z.object({ name: z.string(), confidence: Score })) })
    .default({ values: [] }),
});

/**
 * Azure AI Vision, Image Analysis 4.0: a sentence, up to ten regions with a sentence each, and tags; retires on
 * 2028-09-25. A region without captions is refused clearly (`not_in_region`): tags alone would not be a caption, and
 * the next captioner can do better.
 */
export const azureVision4 = defineProvider({
  name,
  capability: 'caption',
  options: AzureVisionOptions,
  credentials: azureVisionCredentials,
  sandbox: azureVisionSandbox,
  limits: 'Pictures under 20 MB, 50 to 16,000 pixels a side. Free tier 20 requests a minute, S1 20 a second.',
  docsUrl: 'https://learn.microsoft.com/azure/ai-services/computer-vision/concept-describe-images-40',
  create: (options, context): CaptionProvider => {
    const query = new URLSearchParams({
      'api-version': '2023-10-01',
      features: 'caption,denseCaptions,tags',
      language: 'en',
      'gender-neutral-caption': 'true',
    });
    return {
      name,
      async caption(input, signal) {
        const { image, scale } = await fitPicture(name, input.image, limits);
        signal?.throwIfAborted();
        const answer = await requestJson({
          provider: name,
          fetch: context.fetch,
          url: `${options.AZURE_VISION_ENDPOINT}/computervision/imageanalysis:analyze?${query}`,
          init: {
            method: 'POST',
            // Redirected, the key would go to wherever the answer points.
            redirect: 'error',
            headers: {
              'Content-Type': 'application/octet-stream',
              'Ocp-Apim-Subscription-Key': options.AZURE_VISION_KEY,
            },
            body: image as Uint8Array<ArrayBuffer>,
          },
          signal,
        });
        if (answer.status !== 200) throw azureError(name, answer, context.now());
        const { data, error } = Answer.safeParse(answer.body);
        if (!data) throw unexpectedAnswer(name, error);
        if (!data.captionResult.text.trim()) throw noCaption(name);
        return {
          text: finishSentence(data.captionResult.text),
          model: `image-analysis-4.0/${data.modelVersion}`,
          confidence: data.captionResult.confidence,
          dense: data.denseCaptionsResult.values.map(({ text, confidence, boundingBox: { x, y, w, h } }) => ({
            text,
            confidence,
            box: [x * scale, y * scale, w * scale, h * scale].map(Math.round) as [
              number,
              number,
              number,
              number,
            ],
          })),
          tags: data.tagsResult.values.map((tag) => tag.name),
        };
      },
    };
  },
});
