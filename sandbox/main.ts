import { startSandbox } from './start-sandbox.ts';

const env = process.env;
const sandbox = await startSandbox({
  port: wholeNumber('SANDBOX_PORT', 0),
  smtpPort: wholeNumber('SANDBOX_SMTP_PORT', 0),
  host: env.SANDBOX_HOST,
  dataDir: env.SANDBOX_DATA,
  seed: wholeNumber('SANDBOX_SEED', 1),
  latencyMs: wholeNumber('SANDBOX_LATENCY_MS', 0),
});

const ready = { type: 'ready', url: sandbox.url, smtpUrl: sandbox.smtpUrl };
process.stdout.write(`${JSON.stringify(ready)}\n`);
process.send?.(ready);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await sandbox.close();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// A parent that died leaves no orphan behind.
process.on('disconnect', stop);

function wholeNumber(name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new Error(`${name} must be a whole number >= 0, not "${text}"`);
  return value;
}
