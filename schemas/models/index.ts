import type { Connection } from 'mongoose';
import { actionTokenModel } from './action-token.ts';
import { assetModel } from './asset.ts';
import { auditEventModel } from './audit-event.ts';
import { backupModel } from './backup.ts';
import { backupFileModel } from './backup-file.ts';
import { connectionModel } from './connection.ts';
import { deletionRequestModel } from './deletion-request.ts';
import { idempotencyKeyModel } from './idempotency-key.ts';
import { importModel } from './import.ts';
import { installationModel } from './installation.ts';
import { jobModel } from './job.ts';
import { mailModel } from './mail.ts';
import { memberModel } from './member.ts';
import { memoryModel } from './memory.ts';
import { oauthStateModel } from './oauth-state.ts';
import { outboxModel } from './outbox.ts';
import { rateLimitModel } from './rate-limit.ts';
import { remotePhotoModel } from './remote-photo.ts';
import { sessionModel } from './session.ts';
import { userModel } from './user.ts';
import { verificationModel } from './verification.ts';
import { workspaceModel } from './workspace.ts';

/** Every collection on one connection; nothing is registered globally. */
export function createModels(connection: Connection) {
  return {
    installation: installationModel(connection),
    users: userModel(connection),
    sessions: sessionModel(connection),
    workspaces: workspaceModel(connection),
    members: memberModel(connection),
    actionTokens: actionTokenModel(connection),
    mails: mailModel(connection),
    rateLimits: rateLimitModel(connection),
    idempotencyKeys: idempotencyKeyModel(connection),
    auditEvents: auditEventModel(connection),
    jobs: jobModel(connection),
    outbox: outboxModel(connection),
    oauthStates: oauthStateModel(connection),
    connections: connectionModel(connection),
    assets: assetModel(connection),
    remotePhotos: remotePhotoModel(connection),
    backups: backupModel(connection),
    memories: memoryModel(connection),
    imports: importModel(connection),
    backupFiles: backupFileModel(connection),
    verifications: verificationModel(connection),
    deletionRequests: deletionRequestModel(connection),
  };
}
export type Models = ReturnType<typeof createModels>;
