export { backup } from './memories/backup.ts';
export { captionPhotos } from './memories/caption-photos.ts';
