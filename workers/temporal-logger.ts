import { DefaultLogger, type LogLevel } from '@temporalio/worker';
import type { Logger } from '../runtime/logger.ts';

const levels: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/** Lets the SDK write through our logger: JSON lines, redacted, with workflow and activity ids. */
export function createTemporalLogger(logger: Logger): DefaultLogger {
  return new DefaultLogger('WARN', ({ level, message, meta }) => {
    const { taskToken: _token, error, ...rest } = meta ?? {};
    logger[levels[level]]({ ...rest, ...(error ? { err: error } : {}) }, message);
  });
}
