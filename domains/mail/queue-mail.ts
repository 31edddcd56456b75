import type { ClientSession } from 'mongoose';
import { ulid } from 'ulid';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { SendMailInput } from '../../schemas/contracts/workflows.ts';
import { searchAttributes } from '../../schemas/contracts/workflows.ts';
import type { MailDoc } from '../../schemas/models/mail.ts';
import { dispatchOutbox } from '../jobs/dispatch-outbox.ts';
import { enqueueWorkflow } from '../jobs/enqueue-workflow.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger'>;

export interface QueuedMail {
  mailId: string;
  /** To be called after the commit. Does not wait: if it fails, the sweeper starts the workflow. */
  dispatch(): void;
}

/** Records, in the caller's transaction, that a mail is to be sent to a user. */
export async function queueMail(
  dependencies: Dependencies,
  session: ClientSession,
  mail: Pick<MailDoc, 'userId' | 'template'> & { actionTokenId?: string },
): Promise<QueuedMail> {
  const { mongo, clock, logger } = dependencies;
  const mailId = ulid(clock.now());
  await mongo.models.mails.create([{ _id: mailId, actionTokenId: null, ...mail }], { session });
  const input: SendMailInput = { mailId };
  const outboxId = await enqueueWorkflow(dependencies, session, {
    workspaceId: null,
    workflowType: 'sendMail',
    workflowId: `mail:${mailId}`,
    taskQueue: 'workflow',
    input,
    searchAttributes: { [searchAttributes.area]: 'accounts' },
    summary: `Mail ${mail.template}`,
  });
  return {
    mailId,
    dispatch: () => {
      dispatchOutbox(dependencies, outboxId).catch((error: unknown) =>
        logger.warn({ err: error, mailId }, 'mail is left to the sweeper'),
      );
    },
  };
}
