/** Something in the surroundings is wrong and a person can mend it; `fix` says how, one way a line. */
export class SetupError extends Error {
  readonly fix: readonly string[];

  constructor(message: string, fix: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = 'SetupError';
    this.fix = fix;
  }
}

/** The text for a terminal: what is wrong, then each way to mend it. */
export function describeSetupError(error: SetupError): string {
  return [error.message, ...error.fix.map((line) => `  → ${line}`)].join('\n');
}
