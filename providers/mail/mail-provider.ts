export interface MailMessage {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Kept the same over retries, so that a receiver can recognise a repetition. */
  messageId: string;
}

/** Throws ProviderError; a lost answer has outcome `unknown`. */
export interface MailProvider {
  send(message: MailMessage): Promise<void>;
  close?(): Promise<void>;
}
