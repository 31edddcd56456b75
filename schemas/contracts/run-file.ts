import { z } from 'zod';

const pid = z.number().int().nullable().describe('null: not started by this installation');

/** `run.json` in the data folder: where a running installation is. Written by `embedded/`, read by `cli/`. */
export const RunFile = z.object({
  version: z.literal(1),
  startedAt: z.iso.datetime(),
  home: z.string(),
  pid: z.number().int().describe('the supervisor: SIGTERM stops everything'),
  localKeyFile: z.string(),
  services: z.object({
    api: z.object({ url: z.string(), pid }).optional(),
    workers: z.array(z.object({ name: z.string(), pools: z.array(z.string()), pid })).optional(),
    sandbox: z.object({ url: z.string(), smtpUrl: z.string(), pid }).optional(),
    temporal: z.object({ address: z.string(), namespace: z.string(), pid }).optional(),
    temporalUi: z.object({ url: z.string() }).optional(),
    mongo: z.object({ uri: z.string(), pid }).optional(),
    blob: z.object({ url: z.string(), pid }).optional(),
  }),
});
export type RunFile = z.infer<typeof RunFile>;
