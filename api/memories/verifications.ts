import type { Router } from 'express';
import { toJob } from '../../domains/jobs/job-view.ts';
import { listVerifications } from '../../domains/memories/verify/list-verifications.ts';
import { startVerification } from '../../domains/memories/verify/start-verification.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { careRoutes as routes } from '../../schemas/contracts/care.ts';
import { bindRoute } from '../bind-route.ts';
import { reply } from '../route-context.ts';

/** Checking a backup against its manifest, and what was found. */
export function bindVerifications(router: Router, runtime: Runtime): void {
  bindRoute(router, runtime, routes.verifyBackup, async ({ object, user, newId, audit }) => {
    const job = await startVerification(runtime, { verificationId: newId, backup: object, userId: user.id });
    await audit('backup.verify', 'allowed', { type: 'backup', id: object._id });
    return reply(202, { location: `/api/v1/jobs/${job._id}` }, toJob(job));
  });

  bindRoute(router, runtime, routes.listVerifications, ({ object, query }) =>
    listVerifications(runtime.mongo.models, object, query),
  );
}
