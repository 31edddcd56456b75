import { parseArgs } from 'node:util';
import { registerTemporal } from './register.ts';

/**
 * One-shot for installations with a Temporal server of their own (docker compose runs it before the workers):
 * `node dist/temporal-config/main.js --address temporal:7233 [--namespace perennial] [--retention-days 7]`
 */
const { values } = parseArgs({
  options: {
    address: { type: 'string', default: 'localhost:7233' },
    namespace: { type: 'string', default: 'perennial' },
    'retention-days': { type: 'string', default: '7' },
  },
});

await registerTemporal({
  address: values.address,
  namespace: values.namespace,
  retentionDays: Number(values['retention-days']),
  log: (line) => process.stdout.write(`${line}\n`),
});
