import { ComputerVisionClient } from '@azure/cognitiveservices-computervision';
import { type AbortSignalLike, ApiKeyCredentials, type HttpClient, HttpHeaders } from '@azure/ms-rest-js';
import { z } from 'zod';
import { defineProvider, type ProviderContext } from '../define-provider.ts';
import { ProviderError } from '../errors.ts';
import { requestJson } from '../http.ts';
import { azureError, noCaption, unexpectedAnswer } from './azure-errors.ts';
import { AzureVisionOptions, azureVisionCredentials, azureVisionSandbox } from './azure-options.ts';
import type { CaptionProvider } from './caption-provider.ts';
import { finishSentence } from './finish-sentence.ts';
import { fitPicture } from './fit-picture.ts';

const name = 'azure-vision-3';

const limits = {
  maxBytes: 4 * 1024 * 1024,
  minSide: 50,
  maxSide: 10_000,
  formats: ['jpeg', 'png', 'gif', 'bmp'],
} as const;

const Answer = z.object({
  tags: z.array(z.string()).default([]),
  captions: z.array(z.object({ text: z.string(), confidence: z.number().min(0).max(1) })).default([]),
  modelVersion: z.string().optional(),
});

/** Azure Computer Vision 3.2 through its SDK: one sentence and tags, in every region of Azure. */
export const azureVision3 = defineProvider({
  name,
  capability: 'caption',
  options: AzureVisionOptions,
  credentials: azureVisionCredentials,
  sandbox: azureVisionSandbox,
  limits:
    'Pictures up to 4 MB (larger ones are sent smaller), at least 50 pixels a side. Free tier 20 a minute.',
  docsUrl: 'https://learn.microsoft.com/azure/ai-services/computer-vision/concept-describing-images',
  create: (options, context): CaptionProvider => {
    const credentials = new ApiKeyCredentials({
      inHeader: { 'Ocp-Apim-Subscription-Key': options.AZURE_VISION_KEY },
    });
    // The SDK loses its own path when the endpoint has one (a gateway, the sandbox), so it only learns the origin.
    const { origin } = new URL(options.AZURE_VISION_ENDPOINT);
    const client = new ComputerVisionClient(credentials, origin, {
      noRetryPolicy: true,
      redirectOptions: { handleRedirects: false },
      httpClient: sdkTransport(context, (url) => url.replace(origin, options.AZURE_VISION_ENDPOINT)),
    });
    return {
      name,
      async caption(input, signal) {
        const { image } = await fitPicture(name, input.image, limits);
        const answer = await client
          .describeImageInStream(image, {
            maxCandidates: 1,
            ...(signal && { abortSignal: signal as AbortSignalLike }),
          })
          .catch((error: unknown) => {
            signal?.throwIfAborted();
            throw error instanceof ProviderError ? error : unexpectedAnswer(name, error);
          });
        const { data, error } = Answer.safeParse(answer);
        if (!data) throw unexpectedAnswer(name, error);
        const [best] = data.captions;
        if (!best?.text.trim()) throw noCaption(name);
        return {
          text: finishSentence(best.text),
          model: `computer-vision-3.2/${data.modelVersion ?? 'latest'}`,
          confidence: best.confidence,
          dense: [],
          tags: data.tags,
        };
      },
    };
  },
});

/** The SDK's requests over our own fetch, with its limits of time and size; an error status never reaches the SDK, which would put the body into a message. */
function sdkTransport({ fetch, now }: ProviderContext, toUrl: (url: string) => string): HttpClient {
  return {
    async sendRequest(request) {
      const answer = await requestJson({
        provider: name,
        fetch,
        url: toUrl(request.url),
        init: {
          method: request.method,
          redirect: 'error',
          headers: request.headers.rawHeaders(),
          body: request.body,
        },
        signal: request.abortSignal as AbortSignal | undefined,
      });
      if (answer.status !== 200) throw azureError(name, answer, now());
      return {
        request,
        status: answer.status,
        headers: new HttpHeaders(Object.fromEntries(answer.headers)),
        bodyAsText: JSON.stringify(answer.body),
      };
    },
  };
}
