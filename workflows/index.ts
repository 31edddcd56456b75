export { sendMail } from './accounts/send-mail.ts';
export { backup } from './memories/backup.ts';
export { captionPhotos } from './memories/caption-photos.ts';
export { checkConnections } from './memories/check-connections.ts';
