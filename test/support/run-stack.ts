import type { ServiceName } from '../../embedded/stack-env.ts';
import { startStack } from '../../embedded/start-stack.ts';

/** A stack in a process of its own, for tests that kill it: `run-stack.ts <home> mongo,blob` prints what runs. */
const [home, services] = process.argv.slice(2);
const stack = await startStack({ home: home!, port: 0, only: services!.split(',') as ServiceName[] });
process.stdout.write(`${JSON.stringify(stack.describe())}\n`);
setInterval(() => undefined, 60_000);
