import type { ReactNode } from "react";
import { cn } from "./cn";

export interface Definition {
  term: string;
  value: ReactNode;
}

/** Facts of one thing: term left, value right; stacked on a phone when `wide`. */
export function DefinitionList({ items, className }: { items: readonly Definition[]; className?: string }) {
  return (
    <dl className={cn("grid grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] text-sm", className)}>
      {items.map((item) => (
        <div
          key={item.term}
          className="col-span-2 grid grid-cols-subgrid items-baseline gap-x-4 border-b py-2 last:border-b-0"
        >
          <dt className="text-faint">{item.term}</dt>
          <dd className="min-w-0 text-ink">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
