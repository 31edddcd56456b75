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

/** How a text begins that stays readable in the Temporal UI without a key: the summary of a workflow. Never personal data. */
export const readablePrefix = 'Perennial: ';

export const BackupInput = z.object({
  workspaceId: Id,
  backupId: Id,
  jobId: Id,
  /** Of the job; a start that belongs to an older one does nothing. */
  attempt: z.number().int().min(1),
  /** Captions asked for at the same time. */
  captionWindow: z.number().int().min(1).max(50),
  /** Pages read at most per listing. */
  pageLimit: z.number().int().min(1),
});
export type BackupInput = z.infer<typeof BackupInput>;

/** Where a listing goes on; carried over when a run continues as new. */
export const ListingPosition = z.object({
  kind: z.enum(['photo', 'post']),
  after: z.string().nullable(),
  page: z.number().int().min(0),
});
export type ListingPosition = z.infer<typeof ListingPosition>;

export const ImportArchiveInput = z.object({
  workspaceId: Id,
  importId: Id,
  backupId: Id,
  jobId: Id,
  /** Of the job; a start that belongs to an older one does nothing. */
  attempt: z.number().int().min(1),
  captionWindow: z.number().int().min(1).max(50),
});
export type ImportArchiveInput = z.infer<typeof ImportArchiveInput>;

export const VerifyBackupInput = z.object({
  workspaceId: Id,
  backupId: Id,
  verificationId: Id,
  jobId: Id,
  attempt: z.number().int().min(1),
});
export type VerifyBackupInput = z.infer<typeof VerifyBackupInput>;

export const SendMailInput = z.object({ mailId: Id });
export type SendMailInput = z.infer<typeof SendMailInput>;

/** Absent for the daily collection, whose Schedule gives nothing. */
export const CollectGarbageInput = z.object({
  /** The collection is repeated until this wish of an account's owner is fulfilled. */
  untilDeleted: z.string(),
});
export type CollectGarbageInput = z.infer<typeof CollectGarbageInput>;

/** Workflow types by name, so that the API can start them without importing workflow code. */
export const workflowTypes = {
  backup: 'backup',
  importArchive: 'importArchive',
  verifyBackup: 'verifyBackup',
  verifySample: 'verifySample',
  collectGarbage: 'collectGarbage',
  sendMail: 'sendMail',
  checkConnections: 'checkConnections',
} as const;
export type WorkflowType = keyof typeof workflowTypes;
