import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface Key {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

export interface Envelopes {
  /** Encrypts under the current key; `associated` (workspace|connection|field) must be given again to open it. */
  seal(plain: string, associated: string): string;
  /** Throws when the key is unknown, the text was changed or belongs elsewhere. */
  open(envelope: string, associated: string): string;
  /** True when the envelope was sealed with a key that is no longer the current one. */
  isStale(envelope: string): boolean;
}

interface Envelope {
  v: 1;
  kid: string;
  iv: string;
  ct: string;
  tag: string;
}

/** AES-256-GCM envelopes `{v,kid,iv,ct,tag}` with a random 96-bit nonce each (NIST SP 800-38D §8.2.2). */
export function createEnvelopes(keys: Key[]): Envelopes {
  const [current] = keys;
  if (!current) throw new Error('At least one token key is needed.');
  const parse = (text: string) => JSON.parse(text) as Envelope;

  return {
    seal(plain, associated) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv);
      cipher.setAAD(Buffer.from(associated));
      const ct = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      const envelope: Envelope = {
        v: 1,
        kid: current.id,
        iv: iv.toString('base64'),
        ct: ct.toString('base64'),
        tag: cipher.getAuthTag().toString('base64'),
      };
      return JSON.stringify(envelope);
    },
    open(text, associated) {
      const envelope = parse(text);
      const key = keys.find(({ id }) => id === envelope.kid);
      if (!key) throw new Error(`The key ${envelope.kid} that sealed this token is not configured.`);
      const iv = Buffer.from(envelope.iv, 'base64');
      // Node would take a tag cut to four bytes, which is easily guessed.
      const decipher = createDecipheriv('aes-256-gcm', key.key, iv, { authTagLength: 16 });
      decipher.setAAD(Buffer.from(associated));
      decipher.setAuthTag(Buffer.from(envelope.tag, 'base64'));
      return decipher.update(envelope.ct, 'base64', 'utf8') + decipher.final('utf8');
    },
    isStale: (text) => parse(text).kid !== current.id,
  };
}
