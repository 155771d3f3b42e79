import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface EmptyStateProps {
  icon: LucideIcon;
  /** What is not here: "No keys yet". */
  title: string;
  /** What it is for and what to do next. */
  children?: ReactNode;
  action?: ReactNode;
  /** 1 where it is the whole page. */
  level?: 1 | 2 | 3;
  className?: string;
}

/** The one empty state: says what to do next, with the button that does it. */
export function EmptyState({ icon: Icon, title, children, action, level = 2, className }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className={cn("flex flex-col items-center px-6 py-12 text-center", className)}>
      <span className="mb-3 flex size-10 items-center justify-center rounded-md border bg-subtle text-muted">
        <Icon className="size-5" aria-hidden />
      </span>
      <Heading className="font-medium text-base text-ink">{title}</Heading>
      {children ? <div className="mt-1 max-w-md text-balance text-muted text-sm">{children}</div> : null}
      {action ? <div className="mt-4 flex gap-2">{action}</div> : null}
    </div>
  );
}
