import { z } from 'zod';
import { defineRoute } from './route.ts';

export const ProviderState = z.object({
  name: z.string(),
  capability: z.string(),
  mode: z.enum(['live', 'sandbox', 'local', 'unavailable']),
  settings: z.array(z.string()).describe('environment names that would switch it to the real service'),
  docsUrl: z.string(),
});
export type ProviderState = z.infer<typeof ProviderState>;

export const opsRoutes = {
  doctor: defineRoute({
    id: 'doctor',
    area: 'ops',
    method: 'get',
    path: '/ops/doctor',
    summary: 'What is configured, what is played by the sandbox, and how to change it',
    auth: 'local',
    response: z.object({ providers: z.array(ProviderState) }),
    status: 200,
  }),
};
