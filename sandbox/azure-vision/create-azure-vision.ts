import { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import type { SandboxContext, Vendor } from '../core/context.ts';
import { analyze, describe } from './answer-vision.ts';
import { AzureError, azureFailure, azureRateLimit, deniedKey, sendAzureError } from './azure-error.ts';

const host = 'vision.cognitiveservices.azure.com';
export const visionKey = 'sandbox-azure-vision-key';

/** Azure AI Vision: Image Analysis 4.0 and the older describe of 3.2. */
export function createAzureVision(context: SandboxContext): Vendor {
  const router = Router();
  router.use((req, _res, next) => {
    if (req.headers['ocp-apim-subscription-key'] !== visionKey) throw deniedKey;
    next();
  });
  const answerWith = (make: typeof analyze) => async (req: Request, res: Response) => {
    const { answer, sha256 } = await make(context, req);
    // Counted by content, so that a test can see whether one image was paid for twice.
    context.ledger.count(host, 'image described', sha256);
    res.set('apim-request-id', crypto.randomUUID()).json(answer);
  };
  router.post(/^\/computervision\/imageanalysis:analyze$/, answerWith(analyze));
  router.post('/vision/v3.2/describe', answerWith(describe));
  router.use(answerAzureError);
  return {
    host,
    router,
    routeOf: (path) => ({ route: path }),
    errorAnswer: azureFailure,
    rateLimit: ({ retryAfter }) => azureRateLimit(retryAfter),
  };
}

const answerAzureError: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof AzureError) sendAzureError(res, error);
  else next(error);
};
