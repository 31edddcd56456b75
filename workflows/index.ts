export { sendMail } from './accounts/send-mail.ts';
export { backup } from './memories/backup.ts';
export { captionPhotos } from './memories/caption-photos.ts';
export { checkConnections } from './memories/check-connections.ts';
export { collectGarbage } from './memories/collect-garbage.ts';
export { importArchive } from './memories/import-archive.ts';
export { verifyBackup } from './memories/verify-backup.ts';
export { verifySample } from './memories/verify-sample.ts';
