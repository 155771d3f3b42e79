"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { DraftForm } from "../forms/use-draft";
import { QuotaStandingBar } from "../quotas/quota-standing-bar";
import { limitText, quotaName } from "../quotas/quota-words";
import { quotasQuery } from "../quotas/quotas-queries";
import { scopeName } from "../quotas/scope-words";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import type { AskDraft } from "./ask-draft";

/** Which limit, where it stands, and what it should be. */
export function AskQuotaFields({ form }: { form: DraftForm<AskDraft> }) {
  const { draft, set, problem } = form;
  const { data: quotas } = useQuery(quotasQuery());
  const open = quotas?.filter(({ shadow, archivedAt }) => !shadow && archivedAt === null);
  const quota = open?.find(({ id }) => id === draft.quotaId);
  const unit = quota?.unit;
  useEffect(() => {
    if (unit !== undefined && unit !== draft.quotaUnit) set({ quotaUnit: unit });
  }, [unit, draft.quotaUnit, set]);
  const now = quota && limitText({ ...quota, limit: quota.limitNow });
  return (
    <>
      <Field label="Limit" error={problem("proposal.quotaId")}>
        <Combobox
          noun="limit"
          value={draft.quotaId}
          onValueChange={(quotaId) => set({ quotaId })}
          choices={open?.map((one) => ({
            value: one.id,
            label: `${quotaName(one)} of ${scopeName(one.scope)}`,
            hint: limitText({ ...one, limit: one.limitNow }),
          }))}
        />
      </Field>
      {quota?.standing ? <QuotaStandingBar quota={quota} label={quotaName(quota)} /> : null}
      <Field
        label={unit === "usd" || unit === undefined ? "New limit, in USD" : "New limit"}
        hint={now ? `It is ${now} now. Say what it should be in whole, not what it should gain.` : undefined}
        error={problem("proposal.limit")}
      >
        <Input
          value={draft.limit}
          onChange={(event) => set({ limit: event.target.value })}
          inputMode="decimal"
          autoComplete="off"
          className="tabular-nums"
        />
      </Field>
    </>
  );
}
