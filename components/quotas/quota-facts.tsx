import type { QuotaDetail } from "@/lib/admin-api/client/quotas";
import { Card } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { DefinitionList } from "../ui/definition-list";
import { Section } from "../ui/section";
import { TimeCell } from "../ui/time-cell";
import { mayAnchor, mayShare } from "./quota-draft";
import { EFFECTS, effectOf, ON_STORE_DOWN } from "./quota-effects";
import { isRolling, usualBeginning, windowText } from "./quota-words";

/** What the limit does, in sentences. */
export function QuotaFacts({ quota }: { quota: QuotaDetail }) {
  const effect = EFFECTS.find((one) => one.value === effectOf(quota));
  const down = ON_STORE_DOWN.find((one) => one.value === quota.onStoreDown);
  return (
    <aside aria-label="About this limit" className="flex flex-col gap-8">
      <Section title="About this limit">
        <Card className="px-4 py-1">
          <DefinitionList
            items={[
              { term: "Beyond it", value: <Sentence label={effect?.label} hint={effect?.hint} /> },
              { term: "Counts", value: windowText(quota) },
              ...(mayAnchor(quota.window)
                ? [{ term: "Begins on", value: quota.anchor ?? capitalized(usualBeginning(quota.window)) }]
                : []),
              ...(isRolling(quota.window) || quota.unit === "concurrent"
                ? []
                : [{ term: "Time zone", value: quota.timeZone }]),
              ...(mayShare(quota.unit)
                ? [{ term: "Largest call", value: `${quota.maxCallPercent}% of the limit` }]
                : []),
              {
                term: "Alerts at",
                value:
                  quota.alertPercents.length === 0 ? "never" : quota.alertPercents.map((mark) => `${mark}%`).join(", "),
              },
              { term: "Database away", value: <Sentence label={down?.label} hint={down?.hint} /> },
              { term: "Created", value: <TimeCell value={quota.createdAt} absolute /> },
              {
                term: "Limit id",
                value: <CopyableId id={quota.id} what="limit id" short className="relative -left-1" />,
              },
            ]}
          />
        </Card>
      </Section>
    </aside>
  );
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Sentence({ label, hint }: { label: string | undefined; hint: string | undefined }) {
  return (
    <span className="flex flex-col">
      {label}
      <span className="text-faint text-xs">{hint}</span>
    </span>
  );
}
