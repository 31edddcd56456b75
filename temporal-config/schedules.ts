import type { ScheduleOptions } from '@temporalio/client';
import { type TaskQueue, type WorkflowType, workflowTypes } from '../schemas/contracts/workflows.ts';

export interface DeclaredSchedule {
  /** Without the prefix that marks our schedules; changing it makes another schedule. */
  id: string;
  workflowType: WorkflowType;
  taskQueue: TaskQueue;
  spec: ScheduleOptions['spec'];
  /** How long after a time was missed, because Temporal was away, it is still made up for. */
  catchupWindow: NonNullable<ScheduleOptions['policies']>['catchupWindow'];
  /** Shown in the Temporal UI. */
  note: string;
}

/** Recurring work. What is not listed any more is deleted at the next start. */
export const schedules: DeclaredSchedule[] = [
  {
    id: 'check-connections',
    workflowType: workflowTypes.checkConnections,
    taskQueue: 'workflow',
    spec: { intervals: [{ every: '1 day', offset: '4h' }], jitter: '30m' },
    catchupWindow: '6h',
    note: 'Finds logins that a network has ended.',
  },
  {
    id: 'collect-garbage',
    workflowType: workflowTypes.collectGarbage,
    taskQueue: 'workflow',
    spec: { intervals: [{ every: '1 day', offset: '3h' }], jitter: '30m' },
    catchupWindow: '12h',
    note: 'Erases deleted backups, pictures that nothing uses, and uploads nobody went on with.',
  },
  {
    id: 'verify-sample',
    workflowType: workflowTypes.verifySample,
    taskQueue: 'workflow',
    // Weeks of a Schedule are counted from 1 January 1970, a Thursday: three days later is Sunday.
    spec: { intervals: [{ every: '7 days', offset: '74h' }], jitter: '1h' },
    catchupWindow: '2 days',
    note: 'Re-reads some pictures and a ZIP of every workspace.',
  },
];
