import { Check, X } from "lucide-react";
import type { Finding } from "@/lib/admin-api/client/access-requests";

/** Each bound of a ceiling held against what is asked: what fits, and what does not. */
export function Findings({ findings, label }: { findings: readonly Finding[]; label: string }) {
  if (findings.length === 0) return null;
  return (
    <ul aria-label={label} className="flex flex-col gap-1.5 text-sm">
      {findings.map(({ bound, fits, sentence }) => (
        <li key={bound} className="flex gap-2">
          {fits ? (
            <Check className="mt-0.5 size-4 shrink-0 text-good-ink" aria-label="Fits" />
          ) : (
            <X className="mt-0.5 size-4 shrink-0 text-bad-ink" aria-label="Does not fit" />
          )}
          <span className={fits ? "text-muted" : "text-ink"}>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
