import { type Client, ScheduleAlreadyRunning, type ScheduleOptions } from '@temporalio/client';
import { taskQueues } from '../schemas/contracts/workflows.ts';
import { type DeclaredSchedule, schedules } from './schedules.ts';

const prefix = 'perennial:';

/** Creates, updates and deletes Schedules to match the declared list; a pause by an operator stays. */
export async function registerSchedules(
  client: Client,
  { log }: { log: (line: string) => void },
): Promise<void> {
  for (const declared of schedules) await put(client, declared, log);
  const known = new Set(schedules.map(({ id }) => prefix + id));
  for await (const { scheduleId } of client.schedule.list()) {
    if (!scheduleId.startsWith(prefix) || known.has(scheduleId)) continue;
    await client.schedule.getHandle(scheduleId).delete();
    log(`schedule ${scheduleId} is not declared any more: deleted`);
  }
}

async function put(client: Client, declared: DeclaredSchedule, log: (line: string) => void): Promise<void> {
  const scheduleId = prefix + declared.id;
  const options: ScheduleOptions = {
    scheduleId,
    spec: declared.spec,
    policies: { overlap: 'SKIP', catchupWindow: declared.catchupWindow },
    action: {
      type: 'startWorkflow',
      workflowType: declared.workflowType,
      workflowId: scheduleId,
      taskQueue: taskQueues[declared.taskQueue],
    },
    state: { note: declared.note },
  };
  try {
    await client.schedule.create(options);
    log(`schedule ${scheduleId} created`);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update((before) => ({ ...options, state: before.state }));
  }
}
