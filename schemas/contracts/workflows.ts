import { z } from 'zod';
import { Id } from './common.ts';

/** One queue for workflow tasks, one for calls to the network, one for work that burns the processor. */
export const taskQueues = { workflow: 'workflow', network: 'network', media: 'media' } as const;
export type TaskQueue = keyof typeof taskQueues;

/** Search attributes an operator can filter by. Never encrypted, so never personal data. */
export const searchAttributes = {
  workspace: 'PerennialWorkspace',
  area: 'PerennialArea',
  platform: 'PerennialPlatform',
  state: 'PerennialState',
} as const;

export const BackupInput = z.object({
  workspaceId: Id,
  backupId: Id,
  jobId: Id,
  /** Captions asked for at the same time. */
  captionWindow: z.number().int().min(1).max(50),
});
export type BackupInput = z.infer<typeof BackupInput>;

export const SendMailInput = z.object({ mailId: Id });
export type SendMailInput = z.infer<typeof SendMailInput>;

/** Workflow types by name, so that the API can start them without importing workflow code. */
export const workflowTypes = {
  backup: 'backup',
  sendMail: 'sendMail',
  cleanExpired: 'cleanExpired',
} as const;
export type WorkflowType = keyof typeof workflowTypes;
