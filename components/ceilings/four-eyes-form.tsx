"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import type { FourEyesView, ListedChange } from "@/lib/admin-api/client/ceilings";
import { useDraft } from "../forms/use-draft";
import { limitProblem, plainLimit } from "../quotas/quota-draft";
import { AskSecondPerson } from "../second-person/ask-second-person";
import { needsSecondPerson } from "../second-person/needs-second-person";
import { meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Section } from "../ui/section";
import { Switch } from "../ui/switch";
import { fourEyesQuery, useSetFourEyes } from "./ceilings-queries";

const CHANGES: readonly { change: ListedChange; label: string; hint: string }[] = [
  { change: "make_admin", label: "Making an owner or admin", hint: "By role or by invitation" },
  {
    change: "map_admins",
    label: "Sign-in rules that make admins",
    hint: "A new rule for admins, or taking away one that stands before it",
  },
  { change: "create_scim_token", label: "Making or rotating a SCIM token", hint: "It makes and ends people" },
  {
    change: "break_glass",
    label: "Sign-in links for owners and admins",
    hint: "They go past your identity provider; whoever holds one is that person",
  },
  {
    change: "raise_budget",
    label: "Raising a large budget",
    hint: "A money limit raised above the amount below, for good or for a time",
  },
  {
    change: "change_organization_quota",
    label: "Raising or lifting a limit of the organization",
    hint: "Whatever it counts",
  },
];

/** Which changes take two people: one asks, another owner or admin approves. */
export function FourEyes() {
  const { data: rules } = useQuery(fourEyesQuery());
  return (
    <Section
      title="Two people"
      description="Such a change is refused to one alone: they ask for it, and another owner or admin approves. Making this list shorter, or the amount higher, always takes both."
    >
      {rules ? <FourEyesForm key={JSON.stringify(rules)} rules={rules} /> : null}
    </Section>
  );
}

function FourEyesForm({ rules }: { rules: FourEyesView }) {
  const { data: me } = useQuery(meQuery());
  const maySet = me?.permissions.everywhere.includes("four_eyes:write") ?? false;
  const save = useSetFourEyes();
  const [asking, setAsking] = useState<FourEyesView | null>(null);
  const set = (wanted: FourEyesView) =>
    save.mutate(wanted, {
      onError: (error) => {
        if (needsSecondPerson(error)) setAsking(wanted);
        else toast.error("Not saved", { description: error.message });
      },
    });
  const toggle = (change: ListedChange, on: boolean) =>
    set({ ...rules, changes: on ? [...rules.changes, change] : rules.changes.filter((one) => one !== change) });
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y rounded-md border bg-surface">
        {CHANGES.map(({ change, label, hint }) => (
          <li key={change} className="flex flex-col gap-0.5 px-4 py-2.5">
            <Switch
              label={label}
              checked={rules.changes.includes(change)}
              onCheckedChange={(on) => toggle(change, on)}
              disabled={!maySet || save.isPending}
            />
            <span className="pl-11 text-faint text-xs">{hint}</span>
          </li>
        ))}
      </ul>
      {maySet ? (
        <LargeBudget rules={rules} pending={save.isPending} onSave={set} />
      ) : (
        <p className="text-muted text-xs">Only an owner changes this.</p>
      )}
      {asking ? <AskSecondPerson proposal={{ kind: "four_eyes", ...asking }} onClose={() => setAsking(null)} /> : null}
    </div>
  );
}

interface LargeBudgetProps {
  rules: FourEyesView;
  pending: boolean;
  onSave: (rules: FourEyesView) => void;
}

function LargeBudget({ rules, pending, onSave }: LargeBudgetProps) {
  const form = useDraft({
    initial: { budgetAboveUsd: rules.budgetAboveUsd },
    check: (draft) => ({ budgetAboveUsd: limitProblem(draft.budgetAboveUsd, "usd") }),
    fields: ["budgetAboveUsd"],
    error: null,
    send: ({ budgetAboveUsd }) => onSave({ ...rules, budgetAboveUsd: plainLimit(budgetAboveUsd) }),
  });
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-wrap items-end gap-3" aria-label="Large budgets">
      <Field label="A budget is large above, in USD" error={form.problem("budgetAboveUsd")}>
        <Input
          value={form.draft.budgetAboveUsd}
          onChange={(event) => form.set({ budgetAboveUsd: event.target.value })}
          inputMode="decimal"
          autoComplete="off"
          className="max-w-48 tabular-nums"
        />
      </Field>
      <Button type="submit" pending={pending} disabled={!form.changed}>
        Save amount
      </Button>
    </form>
  );
}
