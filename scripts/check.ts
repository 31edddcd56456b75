import { spawn } from 'node:child_process';

/** Everything that can be said about the sources without running the product, side by side. */
const checks = [
  { name: 'types of the servers', command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the web pages', command: ['node_modules/typescript/bin/tsc', '-p', 'web/tsconfig.json'] },
  {
    name: 'format and lint',
    command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  },
  { name: 'unused code', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  {
    name: 'architecture',
    command: [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--silent',
      '--runInBand',
      'test/architecture.test.ts',
    ],
  },
];

interface Outcome {
  name: string;
  passed: boolean;
  seconds: number;
  output: string;
}

function run({ name, command }: (typeof checks)[number]): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ name, passed: code === 0, seconds: (performance.now() - started) / 1000, output });
    });
  });
}

const started = performance.now();
const outcomes = await Promise.all(checks.map(run));
for (const { name, output } of outcomes.filter(({ passed }) => !passed)) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}\n${output.trim()}`);
}
console.log('');
for (const { name, passed, seconds } of outcomes) {
  console.log(`${passed ? '✓' : '✗'} ${name.padEnd(24)} ${seconds.toFixed(1).padStart(5)} s`);
}
const failed = outcomes.filter(({ passed }) => !passed).length;
const total = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  failed === 0 ? `\nAll clean in ${total} s.` : `\n${failed} of ${outcomes.length} not clean, ${total} s.`,
);
process.exitCode = failed === 0 ? 0 : 1;
