"use client";

import type { ReactNode } from "react";
import { cn } from "./cn";
import { useFits } from "./use-fits";

interface DataTableFrameProps {
  label: string;
  isLoading: boolean;
  className: string | undefined;
  /** Below the table, inside the frame. */
  after: ReactNode;
  children: ReactNode;
}

/** A table and what is around it. One that is too wide scrolls sideways; only one that is not can keep its header in view. */
export function DataTableFrame({ label, isLoading, className, after, children }: DataTableFrameProps) {
  const [fits, table] = useFits();
  return (
    <div
      data-fits={fits}
      className={cn(
        "group/table overflow-x-auto rounded-md border bg-surface data-[fits=true]:overflow-clip",
        className,
      )}
    >
      <table
        ref={table}
        aria-label={label}
        aria-busy={isLoading}
        className="w-full border-separate border-spacing-0 text-sm"
      >
        {children}
      </table>
      {after}
    </div>
  );
}
