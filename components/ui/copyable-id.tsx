"use client";

import { Check, Copy } from "lucide-react";
import { cn } from "./cn";
import { useCopy } from "./use-copy";

export interface CopyableIdProps {
  id: string;
  /** What it identifies, for the accessible name: "request id". */
  what?: string;
  /** Shows the prefix and the last characters only; the whole is copied and in the title. */
  short?: boolean;
  className?: string;
}

const SHORT_LENGTH = 14;

/** An id in mono; a click copies it. */
export function CopyableId({ id, what = "id", short = false, className }: CopyableIdProps) {
  const { copied, copy } = useCopy();
  const text = short && id.length > SHORT_LENGTH ? `${id.slice(0, id.indexOf("_") + 1)}…${id.slice(-6)}` : id;
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      title={id}
      aria-label={copied ? `Copied ${what} ${text}` : `Copy ${what} ${text}`}
      onClick={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void copy(id);
      }}
      className={cn(
        "group inline-flex max-w-full items-center gap-1 rounded-xs px-1 py-0.5 font-mono text-muted text-xs hover:bg-hover hover:text-ink",
        className,
      )}
    >
      <span className="truncate">{text}</span>
      <Icon
        aria-hidden
        className={cn(
          "size-3 shrink-0",
          copied ? "text-good-ink" : "text-faint opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100",
        )}
      />
    </button>
  );
}
