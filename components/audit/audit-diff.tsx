import type { AuditEvent } from "@/lib/admin-api/client/audit";
import { Badge, type Tone } from "../ui/badge";
import { cn } from "../ui/cn";
import { diffFields, type FieldChange } from "./diff-fields";

const KINDS: Record<FieldChange["kind"], { label: string; tone: Tone } | null> = {
  added: { label: "set", tone: "good" },
  removed: { label: "removed", tone: "bad" },
  changed: { label: "changed", tone: "warn" },
  same: null,
};

/** Before and after, field by field. */
export function AuditDiff({ event }: { event: AuditEvent }) {
  const changes = diffFields(event.before, event.after);
  if (changes.length === 0) return <p className="text-faint text-sm">Nothing more is known about it.</p>;
  return (
    <dl className="overflow-hidden rounded-md border text-sm">
      {changes.map((change) => (
        <div key={change.field} className="border-b px-3 py-2 last:border-b-0">
          <dt className="flex items-center gap-2 text-faint text-xs">
            <span className="break-all font-mono">{change.field}</span>
            <Mark kind={change.kind} />
          </dt>
          <dd className="mt-1 flex flex-col gap-0.5">
            {change.kind === "changed" || change.kind === "removed" ? <Value text={change.before} isOld /> : null}
            {change.kind === "removed" ? null : <Value text={change.after} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Mark({ kind }: Pick<FieldChange, "kind">) {
  const mark = KINDS[kind];
  return mark === null ? null : <Badge tone={mark.tone}>{mark.label}</Badge>;
}

function Value({ text, isOld = false }: { text: string | null; isOld?: boolean }) {
  return (
    <span className={cn("[overflow-wrap:anywhere]", isOld ? "text-muted line-through" : "text-ink")}>
      {isOld ? <span className="sr-only">before: </span> : null}
      {text ?? "none"}
    </span>
  );
}
