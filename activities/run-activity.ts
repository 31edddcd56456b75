import { ApplicationFailure, CancelledFailure, cancellationSignal, heartbeat } from '@temporalio/activity';
import { ArchiveRefusal } from '../providers/archive/archive-reader.ts';
import { ProviderError } from '../providers/errors.ts';

/** A cancellation comes back with a heartbeat: people should not wait long for it. */
const heartbeatMs = 1_000;

/**
 * Runs domain code as an activity: heartbeats all the while, hands it the cancellation as an AbortSignal and
 * turns adapters' errors into failures that the retry policy understands.
 */
export async function runActivity<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = cancellationSignal();
  const beat = setInterval(() => heartbeat(), heartbeatMs);
  try {
    return await work(signal);
  } catch (error) {
    if (signal.aborted)
      throw signal.reason instanceof CancelledFailure ? signal.reason : new CancelledFailure('cancelled');
    if (error instanceof ArchiveRefusal) {
      throw ApplicationFailure.nonRetryable(error.message.slice(0, 2_000), error.code);
    }
    throw error instanceof ProviderError ? toFailure(error) : error;
  } finally {
    clearInterval(beat);
  }
}

/** The code is the failure's type, so that workflows and retry policies can tell them apart. */
export function toFailure(error: ProviderError): ApplicationFailure {
  return ApplicationFailure.create({
    message: error.message.slice(0, 2_000),
    type: error.code,
    nonRetryable: !error.retryable,
    details: [
      {
        provider: error.provider,
        outcome: error.outcome,
        status: error.status,
        vendorCode: error.vendorCode,
      },
    ],
    ...(error.retryAfterMs === undefined ? {} : { nextRetryDelay: error.retryAfterMs }),
    cause: error,
  });
}
