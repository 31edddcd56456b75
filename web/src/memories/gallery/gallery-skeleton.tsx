import { Skeleton } from '../../ui/skeleton.tsx';

const rows = [
  [3, 4, 3],
  [4, 3, 2, 3],
  [2, 4, 3],
];

export const GallerySkeleton = () => (
  <div aria-busy className="grid gap-8 pt-16">
    {rows.map((row) => (
      <div key={row.join()} className="flex h-38 gap-2 sm:h-55">
        {row.map((grow, index) => (
          <div key={index} style={{ flexGrow: grow }}>
            <Skeleton className="h-full" />
          </div>
        ))}
      </div>
    ))}
  </div>
);
