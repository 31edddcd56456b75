import { type Delivery, deliverMail, giveUpMail } from '../../domains/mail/deliver-mail.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { runActivity } from '../run-activity.ts';

/** Activities of the queue `network` that send mail. */
export function createMailActivities(runtime: Runtime) {
  return {
    deliverMail: (input: { mailId: string }): Promise<Delivery> =>
      runActivity(() => deliverMail(runtime, input.mailId)),
    giveUpMail: (input: { mailId: string; state: 'failed' | 'unknown' }): Promise<void> =>
      runActivity(() => giveUpMail(runtime, input.mailId, input.state)),
  };
}
