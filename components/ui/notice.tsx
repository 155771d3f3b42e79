import { CircleAlert, CircleCheck, CircleX, Info } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const KINDS = {
  info: { icon: Info, classes: "border-info/25 bg-info-soft text-info-ink" },
  good: { icon: CircleCheck, classes: "border-good/25 bg-good-soft text-good-ink" },
  warn: { icon: CircleAlert, classes: "border-warn/30 bg-warn-soft text-warn-ink" },
  bad: { icon: CircleX, classes: "border-bad/25 bg-bad-soft text-bad-ink" },
};

export interface NoticeProps {
  kind: keyof typeof KINDS;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** A sentence the page needs beside its content. A `bad` one is announced at once. */
export function Notice({ kind, title, children, action, className }: NoticeProps) {
  const { icon: Icon, classes } = KINDS[kind];
  return (
    <div
      role={kind === "bad" ? "alert" : "status"}
      className={cn(
        "flex flex-wrap items-start gap-2.5 rounded-md border px-3 py-2.5 text-sm sm:flex-nowrap",
        classes,
        className,
      )}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-60 flex-1 sm:min-w-0">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className={cn(title && "text-ink/80")}>{children}</div> : null}
      </div>
      {action ? <div className="shrink-0">{action}</div> : null}
    </div>
  );
}
