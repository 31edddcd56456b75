import { Skeleton } from '../ui/skeleton.tsx';

/** The shape of a page while its script or the profile is on the way. */
export const Waiting = () => (
  <div aria-busy className="page grid gap-8 py-6">
    <Skeleton className="h-10 w-40" />
    <Skeleton className="h-12 w-72 max-w-full" />
    <Skeleton className="h-64" />
  </div>
);
