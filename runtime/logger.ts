import { type DestinationStream, type Logger, pino } from 'pino';

/** Names that may hold a secret or personal data, wherever they stand in a log line. */
const secretNames = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'code',
  'state',
  'email',
  'authorization',
  'cookie',
  'secret',
  'url',
];

/** JSON lines on standard output (or `destination`); fields of those names are blanked down to three levels. */
export function createLogger(options: {
  level: string;
  process: string;
  destination?: DestinationStream;
}): Logger {
  const settings = {
    level: options.level,
    base: { process: options.process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
      censor: '[redacted]',
    },
    serializers: { err: serializeError },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** Message, code and stack; never the request or response objects that SDK errors carry along. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, status, provider, vendorCode } = error as Error & Record<string, unknown>;
  return {
    type: error.name,
    message: withoutQueries(error.message),
    stack: withoutQueries(error.stack ?? ''),
    // `code` is blanked, since a login's code has that name.
    errorCode: code,
    status,
    provider,
    vendorCode,
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  };
}

/** Signed addresses and tokens travel in query strings: they never belong in a log. */
const withoutQueries = (text: string) => text.replace(/(https?:\/\/[^\s?"']+)\?[^\s"']*/g, '$1?…');

export type { Logger };
