import { cn } from "./cn";

/** A grey shape of what is on its way; give it the final size so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-shimmer rounded-xs bg-subtle", className)} />;
}
