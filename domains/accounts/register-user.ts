import type { ClientSession } from 'mongoose';
import { ulid } from 'ulid';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { conflict } from '../../schemas/contracts/errors.ts';
import type { UserDoc } from '../../schemas/models/user.ts';
import { queueActionMail } from '../mail/queue-action-mail.ts';
import { checkPassword } from './check-password.ts';
import { insertWorkspace } from './create-workspace.ts';
import { hashPassword } from './hash-password.ts';
import { type ClientInfo, openSession, type SessionTokens } from './open-session.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env' | 'temporal' | 'logger'> & {
  fetch: typeof globalThis.fetch;
};

export interface Registration {
  email: string;
  password: string;
  name: string;
  businessProfile?: UserDoc['businessProfile'] | undefined;
  timeZone?: string | undefined;
}

/** Version of the terms that a new user accepts; recorded with the consent. */
const termsVersion = '2026-11';

/**
 * Makes user, personal workspace, first session and the confirmation mail in one transaction. The first user
 * of an installation becomes its operator. Throws 409 `accounts.email_taken`: whoever signs up is signed in
 * at once, so the answer can't be the same for a known address; the limit of 5 a minute holds back guessing.
 */
export async function registerUser(
  dependencies: Dependencies,
  registration: Registration,
  client: ClientInfo,
): Promise<{ userId: string; tokens: SessionTokens }> {
  const { mongo, clock } = dependencies;
  const { email, name } = registration;
  if (await mongo.models.users.exists({ email })) throw emailTaken();
  await checkPassword(dependencies, registration.password, { email, name }, 'password');
  const passwordHash = await hashPassword(registration.password);

  const work = async (session: ClientSession) => {
    const userId = ulid(clock.now());
    const personalWorkspaceId = ulid(clock.now());
    await mongo.models.users.create(
      [
        {
          _id: userId,
          email,
          name,
          passwordHash,
          consents: [{ kind: 'terms', version: termsVersion, at: clock.date() }],
          businessProfile: registration.businessProfile ?? null,
          operator: await claimInstallation(dependencies, session, userId),
          personalWorkspaceId,
        },
      ],
      { session },
    );
    await insertWorkspace(dependencies, session, userId, {
      _id: personalWorkspaceId,
      name,
      kind: 'personal',
      timeZone: registration.timeZone ?? 'UTC',
    });
    return {
      userId,
      tokens: await openSession(dependencies, userId, client, session),
      mail: await queueActionMail(dependencies, session, userId, 'verify-email'),
    };
  };
  const { userId, tokens, mail } = await mongo.transaction(work).catch((error: { code?: number }) => {
    throw error.code === 11000 ? emailTaken() : error;
  });
  mail.dispatch();
  return { userId, tokens };
}

/** True for the first user. Two who register at once conflict on the row, and one of them tries again. */
async function claimInstallation(
  { mongo }: Dependencies,
  session: ClientSession,
  firstUserId: string,
): Promise<boolean> {
  const { installation } = mongo.models;
  if (await installation.exists({ _id: 'installation' }).session(session)) return false;
  await installation.create([{ _id: 'installation', firstUserId }], { session });
  return true;
}

const emailTaken = () =>
  conflict('accounts.email_taken', 'There is already an account with this e-mail address.', {
    fields: { email: 'There is already an account with this address. Sign in instead?' },
  });
