import type { ReactNode } from "react";

/** One of the questions about a new key. */
export function IssueStep({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-4 flex items-center gap-2 font-semibold text-base text-ink">
        <span
          aria-hidden
          className="flex size-5 items-center justify-center rounded-lg bg-subtle text-muted text-xs tabular-nums"
        >
          {number}
        </span>
        {title}
      </legend>
      {children}
    </fieldset>
  );
}
