import { Skeleton } from '../ui/skeleton.tsx';
import { GallerySkeleton } from './gallery/gallery-skeleton.tsx';

export const BackupSkeleton = () => (
  <div aria-busy className="page pt-8 sm:pt-12">
    <title>Memories · Perennial</title>
    <Skeleton className="h-11 w-72 max-w-full" />
    <Skeleton className="mt-4 h-5 w-96 max-w-full" />
    <GallerySkeleton />
  </div>
);
