import { z } from 'zod';
import { Id, Instant, TimeZone } from './common.ts';
import { defineRoute } from './route.ts';

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Please give a valid e-mail address.'))
  // What comes in is any text until it is trimmed; the document should still say what is meant.
  .meta({ format: 'email' });
/** NIST SP 800-63B-4: at least 8 characters (we ask 10), at most 128, no composition rules. */
export const Password = z.string().min(10, 'At least 10 characters.').max(128, 'At most 128 characters.');

export const BusinessProfile = z.object({
  name: z.string().trim().min(1).max(120),
  kind: z.enum(['restaurant', 'shop', 'agency', 'other']),
  website: z.url().max(300).optional(),
});

export const RoleName = z.enum(['owner', 'editor', 'approver', 'viewer']);

export const User = z
  .object({
    id: Id,
    email: z.string(),
    name: z.string(),
    emailVerified: z.boolean(),
    operator: z.boolean(),
    businessProfile: BusinessProfile.nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

export const Workspace = z
  .object({
    id: Id,
    name: z.string(),
    kind: z.enum(['personal', 'restaurant', 'shop', 'agency']),
    timeZone: z.string(),
    role: RoleName,
  })
  .meta({ id: 'Workspace' });
export type Workspace = z.infer<typeof Workspace>;

export const Session = z
  .object({
    id: Id,
    device: z.string().describe('browser and system in words, such as Firefox on Linux'),
    addressHint: z.string().describe('shortened network address'),
    current: z.boolean(),
    createdAt: Instant,
    lastSeenAt: Instant,
    expiresAt: Instant,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const Member = z
  .object({ id: Id, userId: Id, name: z.string(), email: z.string(), role: RoleName, joinedAt: Instant })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof Member>;

/** Tokens are for API clients (`client: "api"`); a browser gets HttpOnly cookies and no token in the body. */
export const SignedIn = z
  .object({
    user: User,
    workspace: Workspace,
    accessToken: z.string().optional(),
    refreshToken: z.string().optional(),
    expiresIn: z.number().int().optional().describe('seconds the access token lasts'),
  })
  .meta({ id: 'SignedIn' });
export type SignedIn = z.infer<typeof SignedIn>;

const client = z
  .enum(['browser', 'api'])
  .default('api')
  .describe('browser: cookies; api: tokens in the answer, no cookies');
const area = 'accounts' as const;
const Empty = z.object({ ok: z.literal(true) });
const minute = 60;

export const accountRoutes = {
  register: defineRoute({
    id: 'register',
    area,
    method: 'post',
    path: '/auth/register',
    summary: 'Create a user with a personal workspace and sign in',
    auth: 'public',
    limit: { max: 5, windowSeconds: minute },
    body: z.object({
      email: Email,
      password: Password,
      name: z.string().trim().min(1).max(120),
      consent: z.literal(true, 'Please accept the terms to go on.'),
      businessProfile: BusinessProfile.optional(),
      timeZone: TimeZone.optional(),
      client,
    }),
    response: SignedIn,
    status: 201,
  }),
  login: defineRoute({
    id: 'login',
    area,
    method: 'post',
    path: '/auth/login',
    summary: 'Sign in with e-mail and password',
    auth: 'public',
    limit: { max: 10, windowSeconds: minute },
    body: z.object({ email: Email, password: z.string().min(1).max(128), client }),
    response: SignedIn,
    status: 200,
  }),
  refresh: defineRoute({
    id: 'refresh',
    area,
    method: 'post',
    path: '/auth/refresh',
    summary: 'Exchange a refresh token; one that was exchanged before ends the session',
    auth: 'public',
    limit: { max: 30, windowSeconds: minute },
    body: z.object({
      refreshToken: z.string().max(500).optional().describe('absent: taken from the cookie'),
    }),
    response: SignedIn,
    status: 200,
  }),
  logout: defineRoute({
    id: 'logout',
    area,
    method: 'post',
    path: '/auth/logout',
    summary: 'End this session',
    auth: 'user',
    response: Empty,
    status: 200,
  }),
  verifyEmail: defineRoute({
    id: 'verifyEmail',
    area,
    method: 'post',
    path: '/auth/verify-email',
    summary: 'Confirm an e-mail address with the token of the mail',
    auth: 'public',
    limit: { max: 10, windowSeconds: minute },
    body: z.object({ token: z.string().min(10).max(300) }),
    response: Empty,
    status: 200,
  }),
  resendVerification: defineRoute({
    id: 'resendVerification',
    area,
    method: 'post',
    path: '/auth/resend-verification',
    summary: 'Send the confirmation mail again',
    auth: 'user',
    limit: { max: 3, windowSeconds: 3600 },
    response: Empty,
    status: 202,
  }),
  requestPasswordReset: defineRoute({
    id: 'requestPasswordReset',
    area,
    method: 'post',
    path: '/auth/request-password-reset',
    summary: 'Send a reset link; the answer is the same whether or not the address is known',
    auth: 'public',
    limit: { max: 3, windowSeconds: 3600 },
    body: z.object({ email: Email }),
    response: Empty,
    status: 202,
  }),
  resetPassword: defineRoute({
    id: 'resetPassword',
    area,
    method: 'post',
    path: '/auth/reset-password',
    summary: 'Set a new password with the token of the mail; ends every session',
    auth: 'public',
    limit: { max: 10, windowSeconds: minute },
    body: z.object({ token: z.string().min(10).max(300), password: Password }),
    response: Empty,
    status: 200,
  }),
  me: defineRoute({
    id: 'getProfile',
    area,
    method: 'get',
    path: '/user/profile',
    summary: 'The signed-in user and their workspaces',
    auth: 'user',
    response: z.object({ user: User, workspaces: z.array(Workspace), sandbox: z.array(z.string()) }),
    status: 200,
  }),
  updateProfile: defineRoute({
    id: 'updateProfile',
    area,
    method: 'put',
    path: '/user/profile',
    summary: 'Change name or business profile',
    auth: 'user',
    body: z.object({
      name: z.string().trim().min(1).max(120).optional(),
      businessProfile: BusinessProfile.nullable().optional(),
    }),
    response: User,
    status: 200,
  }),
  changePassword: defineRoute({
    id: 'changePassword',
    area,
    method: 'post',
    path: '/user/change-password',
    summary: 'Change the password; ends all other sessions',
    auth: 'user',
    limit: { max: 5, windowSeconds: minute },
    body: z.object({ currentPassword: z.string().min(1).max(128), newPassword: Password }),
    response: Empty,
    status: 200,
  }),
  listSessions: defineRoute({
    id: 'listSessions',
    area,
    method: 'get',
    path: '/user/sessions',
    summary: 'Where this user is signed in',
    auth: 'user',
    response: z.object({ items: z.array(Session) }),
    status: 200,
  }),
  revokeOtherSessions: defineRoute({
    id: 'revokeOtherSessions',
    area,
    method: 'delete',
    path: '/user/sessions',
    summary: 'End every session but this one',
    auth: 'user',
    response: z.object({ revoked: z.number().int() }),
    status: 200,
  }),
  revokeSession: defineRoute({
    id: 'revokeSession',
    area,
    method: 'delete',
    path: '/user/sessions/{sessionId}',
    summary: 'End one session',
    auth: 'user',
    object: { kind: 'session', param: 'sessionId' },
    params: z.object({ sessionId: Id }),
    response: Empty,
    status: 200,
  }),
  listMembers: defineRoute({
    id: 'listMembers',
    area,
    method: 'get',
    path: '/tenants/{workspaceId}/members',
    summary: 'Members of a workspace with their roles',
    auth: 'user',
    object: { kind: 'workspace', param: 'workspaceId' },
    params: z.object({ workspaceId: Id }),
    response: z.object({ items: z.array(Member) }),
    status: 200,
  }),
  addMember: defineRoute({
    id: 'addMember',
    area,
    method: 'post',
    path: '/tenants/{workspaceId}/members',
    summary: 'Add a registered user to a workspace',
    auth: 'user',
    role: 'owner',
    object: { kind: 'workspace', param: 'workspaceId' },
    params: z.object({ workspaceId: Id }),
    limit: { max: 20, windowSeconds: 3600 },
    body: z.object({ email: Email, role: RoleName }),
    response: Member,
    status: 201,
  }),
  changeMember: defineRoute({
    id: 'changeMember',
    area,
    method: 'patch',
    path: '/members/{memberId}',
    summary: 'Change a role; the last owner stays owner',
    auth: 'user',
    role: 'owner',
    object: { kind: 'member', param: 'memberId' },
    params: z.object({ memberId: Id }),
    body: z.object({ role: RoleName }),
    response: Member,
    status: 200,
  }),
  removeMember: defineRoute({
    id: 'removeMember',
    area,
    method: 'delete',
    path: '/members/{memberId}',
    summary: 'Remove a member; the last owner can’t be removed',
    auth: 'user',
    role: 'owner',
    object: { kind: 'member', param: 'memberId' },
    params: z.object({ memberId: Id }),
    response: Empty,
    status: 200,
  }),
  createWorkspace: defineRoute({
    id: 'createWorkspace',
    area,
    method: 'post',
    path: '/tenants/register',
    summary: 'Create another workspace, owned by the caller',
    auth: 'user',
    idempotent: true,
    body: z.object({
      name: z.string().trim().min(1).max(120),
      kind: z.enum(['personal', 'restaurant', 'shop', 'agency']),
      timeZone: TimeZone.optional(),
    }),
    response: Workspace,
    status: 201,
  }),
  getWorkspace: defineRoute({
    id: 'getWorkspace',
    area,
    method: 'get',
    path: '/tenants/{workspaceId}',
    summary: 'One workspace',
    auth: 'user',
    object: { kind: 'workspace', param: 'workspaceId' },
    params: z.object({ workspaceId: Id }),
    response: Workspace,
    status: 200,
  }),
};
