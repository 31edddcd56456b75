import { hash as argon2, type Options, parseOptions, verify } from '@node-rs/argon2';

/** argon2id with 19 MiB, two passes, one lane: OWASP's least for it (Password Storage Cheat Sheet). */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options;

/** PHC string. The password is normalised first, so that the same letters typed elsewhere match (SP 800-63B §3.1.1.2). */
export const hashPassword = (password: string): Promise<string> =>
  argon2(password.normalize('NFKC'), parameters);

/** Hash of a password that nobody knows: checking against it costs an unknown address what a known one costs. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$cGVyZW5uaWFsLW5vYm9keQ$eE9qcpnX2nEJmCXr0DPbP9gXnB9Ub1EBIPEgjj1I7wQ';

export const verifyPassword = (hash: string, password: string): Promise<boolean> =>
  verify(hash, password.normalize('NFKC'));

/** True when a hash was made with other parameters than today's. */
export function isOutdated(hash: string): boolean {
  const { algorithm, memoryCost, timeCost, parallelism } = parseOptions(hash);
  return (
    algorithm !== parameters.algorithm ||
    memoryCost !== parameters.memoryCost ||
    timeCost !== parameters.timeCost ||
    parallelism !== parameters.parallelism
  );
}
