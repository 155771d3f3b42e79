import { Skeleton } from "../ui/skeleton";

/** The key's page in grey, in the layout it will have. */
export function KeyPageSkeleton() {
  return (
    <div className="flex flex-col gap-6" aria-busy>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-7 w-64" />
        <Skeleton className="h-5 w-96 max-w-full" />
      </div>
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex flex-col gap-8">
          {["h-48", "h-40", "h-36", "h-72"].map((height) => (
            <div key={height} className="flex flex-col gap-3">
              <Skeleton className="h-5 w-48" />
              <Skeleton className={`${height} rounded-md`} />
            </div>
          ))}
        </div>
        <div className="flex flex-col gap-3">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-56 rounded-md" />
        </div>
      </div>
    </div>
  );
}
