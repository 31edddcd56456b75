import type { Response } from 'express';
import { holdAnswer, sendEndless, sendMalformed, sendSlowly, sendTruncated } from './bend-answer.ts';
import type { ErrorAnswer, Vendor } from './context.ts';
import type { Fault } from './create-faults.ts';

const proxyPage =
  '<!doctype html><html><head><title>Service unavailable</title></head><body><h1>We will be right back</h1></body></html>';

/** Bends one answer as the fault says; true when it is answered and the vendor must not see the request. */
export async function applyFault(fault: Fault, vendor: Vendor, res: Response): Promise<boolean> {
  if (fault.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  switch (fault.kind) {
    case 'delay':
      return false;
    case 'status':
      sendAnswer(res, statusAnswer(fault, vendor));
      return true;
    case 'rate-limit':
      sendAnswer(res, vendor.rateLimit({ code: fault.code, retryAfter: fault.retryAfter }));
      return true;
    case 'html':
      res
        .status(fault.status ?? 200)
        .type('html')
        .send(typeof fault.body === 'string' ? fault.body : proxyPage);
      return true;
    case 'drop-after-accept':
      holdAnswer(res, () => res.socket?.destroy());
      return false;
    case 'truncate':
      holdAnswer(res, sendTruncated);
      return false;
    case 'endless':
      sendEndless(res, fault.bytes ?? 1_000_000_000);
      return true;
    case 'malformed-json':
      holdAnswer(res, sendMalformed);
      return false;
    case 'slow':
      holdAnswer(res, (answer) => sendSlowly(answer, res, fault.bytesPerSecond ?? 1024));
      return false;
  }
}

function statusAnswer(fault: Fault, vendor: Vendor): ErrorAnswer {
  const usual = vendor.errorAnswer(fault.status ?? 500);
  return fault.body === undefined ? usual : { ...usual, body: fault.body };
}

export function sendAnswer(res: Response, answer: ErrorAnswer): void {
  res.status(answer.status).set(answer.headers ?? {});
  if (typeof answer.body === 'string') res.type('text').send(answer.body);
  else res.json(answer.body);
}
