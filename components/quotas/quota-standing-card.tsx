import type { QuotaDetail } from "@/lib/admin-api/client/quotas";
import { Card } from "../ui/card";
import { TimeCell } from "../ui/time-cell";
import { QuotaStandingBar } from "./quota-standing-bar";
import { amountText, isRolling, quotaName } from "./quota-words";

/** Where the limit stands: the bar in three parts and what each part is. */
export function QuotaStandingCard({ quota }: { quota: QuotaDetail }) {
  return (
    <Card className="flex flex-col gap-4 px-4 py-4">
      <QuotaStandingBar quota={quota} label={quotaName(quota)} />
      {quota.standing ? <Parts quota={quota} standing={quota.standing} /> : null}
    </Card>
  );
}

const SWATCHES = {
  settled: "bg-accent",
  held: "bg-striped text-accent",
  free: "bg-line",
};

function Parts({ quota, standing }: { quota: QuotaDetail; standing: NonNullable<QuotaDetail["standing"]> }) {
  const parts = [
    { part: "settled", label: "Settled", hint: "What finished calls really used" },
    { part: "held", label: "Held", hint: "The likely most of calls that run" },
    { part: "free", label: "Free", hint: "Room for further calls" },
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 md:grid-cols-4">
      {parts.map(({ part, label, hint }) => (
        <div key={part} className="flex flex-col">
          <dt className="flex items-center gap-1.5 text-muted text-xs">
            <span aria-hidden className={`size-2.5 shrink-0 rounded-xs ${SWATCHES[part]}`} />
            {label}
          </dt>
          <dd className="font-medium text-ink text-lg tabular-nums">{amountText(standing[part], quota.unit)}</dd>
          <dd className="text-faint text-xs">{hint}</dd>
        </div>
      ))}
      <div className="flex flex-col">
        <dt className="text-muted text-xs">Limit</dt>
        <dd className="font-medium text-ink text-lg tabular-nums">{amountText(quota.limitNow, quota.unit)}</dd>
        <dd className="text-faint text-xs">
          <LimitHint quota={quota} resetsAt={standing.resetsAt} />
        </dd>
      </div>
    </dl>
  );
}

function LimitHint({ quota, resetsAt }: { quota: QuotaDetail; resetsAt: string | null }) {
  if (quota.grantedUntil) {
    return (
      <>
        {amountText(quota.limit, quota.unit)} again <TimeCell value={quota.grantedUntil} />
      </>
    );
  }
  if (resetsAt === null) return quota.unit === "concurrent" ? "Free again as calls end" : "Never resets by itself";
  if (isRolling(quota.window)) return `Rolls: what is older than one ${quota.window} falls out`;
  return (
    <>
      Resets <TimeCell value={resetsAt} />
    </>
  );
}
