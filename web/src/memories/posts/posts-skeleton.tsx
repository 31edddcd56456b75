import { Skeleton } from '../../ui/skeleton.tsx';

export const PostsSkeleton = () => (
  <div aria-busy className="mx-auto grid max-w-3xl gap-12 pt-8">
    {[1, 2, 3].map((each) => (
      <div key={each} className="grid gap-3">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-6 w-full" />
        <Skeleton className="h-6 w-2/3" />
      </div>
    ))}
  </div>
);
