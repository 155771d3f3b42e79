"use client";

import type { QuotaDetail } from "@/lib/admin-api/client/quotas";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { formatCount } from "../ui/format/format-number";
import { Section } from "../ui/section";
import { toastUndo } from "../ui/toast-undo";
import { useSetShadow } from "./quota-queries";
import { shadowWords } from "./shadow-words";

const SPANS = [
  { span: "day", label: "Last 24 hours" },
  { span: "week", label: "Last 7 days" },
  { span: "month", label: "Last 30 days" },
] as const;

/** What the limit would have refused, and the click that lets it; nothing for a limit that never was in shadow. */
export function QuotaShadow({ quota }: { quota: QuotaDetail }) {
  const setShadow = useSetShadow(quota.id);
  const counts = quota.shadowCounts;
  if (!quota.shadow && counts.month.asked === 0) return null;
  const enforce = () =>
    setShadow.mutate(false, {
      onSuccess: () => toastUndo("The limit is enforced: calls beyond it are refused", () => setShadow.mutate(true)),
    });
  const mayEnforce = quota.shadow && quota.allowedActions.includes("update");
  return (
    <Section
      title={quota.shadow ? "In shadow" : "While it was in shadow"}
      description={quota.shadow ? "Evaluated with every call, never enforced." : "Before it was enforced."}
      actions={
        mayEnforce ? (
          <Button variant="primary" size="sm" onClick={enforce} pending={setShadow.isPending}>
            Enforce limit
          </Button>
        ) : null
      }
    >
      <Card className="grid divide-line max-md:divide-y md:grid-cols-3 md:divide-x">
        {SPANS.map(({ span, label }) => (
          <div key={span} className="flex flex-col px-4 py-3">
            <span className="text-muted text-xs">{label}</span>
            <span className="font-medium text-ink text-sm tabular-nums">{shadowWords(counts[span])}</span>
            {counts[span].refused > 0 ? (
              <span className="text-faint text-xs tabular-nums">
                {formatCount(counts[span].asked - counts[span].refused)} would have passed
              </span>
            ) : null}
          </div>
        ))}
      </Card>
    </Section>
  );
}
