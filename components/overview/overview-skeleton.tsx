import { Skeleton } from "../ui/skeleton";

/** The overview's shape while its numbers are on their way. */
export function OverviewSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {["spend", "requests", "tokens", "latency"].map((tile) => (
          <Skeleton key={tile} className="h-40 rounded-md" />
        ))}
      </div>
      <Skeleton className="h-96 rounded-md" />
      <div className="grid gap-3 xl:grid-cols-2">
        <Skeleton className="h-72 rounded-md" />
        <Skeleton className="h-72 rounded-md" />
      </div>
    </div>
  );
}
