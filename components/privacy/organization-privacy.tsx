"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { type PrivacySettings, updatePrivacy } from "@/lib/admin-api/client/privacy";
import { useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { RadioCards } from "../ui/radio-cards";
import { Section } from "../ui/section";
import { PRIVACY_HELP } from "./privacy-help";
import { TIER_CHOICES } from "./tier-words";

interface OrganizationPrivacyProps {
  settings: PrivacySettings;
  mayChange: boolean;
}

/** What holds for every project that says nothing of its own. */
export function OrganizationPrivacy({ settings, mayChange }: OrganizationPrivacyProps) {
  const client = useQueryClient();
  const update = useMutation({
    mutationFn: updatePrivacy,
    meta: { ownErrors: true },
    onSuccess: (saved) => {
      client.setQueryData(["privacy"], saved);
      toast.success("Privacy saved. Gateways follow within two seconds.");
    },
  });
  const form = useDraft({
    initial: {
      textTier: settings.textTier,
      textDays: String(settings.textDays),
      recordDays: String(settings.recordDays),
    },
    check: ({ textDays, recordDays }) => ({ textDays: daysProblem(textDays), recordDays: daysProblem(recordDays) }),
    fields: ["textTier", "textDays", "recordDays"],
    error: update.error,
    send: ({ textTier, textDays, recordDays }) =>
      update.mutate({ textTier, textDays: Number(textDays), recordDays: Number(recordDays) }),
  });
  return (
    <Section title="Every project" help={PRIVACY_HELP.tier} description="Unless a project below says otherwise.">
      <form noValidate onSubmit={form.submit}>
        <fieldset disabled={!mayChange} className="flex max-w-2xl flex-col gap-4">
          {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
          <RadioCards
            aria-label="Privacy tier"
            columns={2}
            value={form.draft.textTier}
            onValueChange={(textTier) => form.set({ textTier: textTier === "text" ? "text" : "none" })}
            options={TIER_CHOICES.map((choice) => ({ ...choice, disabled: !mayChange }))}
          />
          <DaysFields form={form} />
          {mayChange ? (
            <div>
              <Button type="submit" pending={update.isPending} disabled={!form.changed}>
                Save
              </Button>
            </div>
          ) : null}
        </fieldset>
      </form>
    </Section>
  );
}

interface DaysFieldsProps {
  form: {
    draft: { textDays: string; recordDays: string };
    set(change: { textDays: string } | { recordDays: string }): void;
    problem(field: "textDays" | "recordDays"): string | undefined;
  };
}

function DaysFields({ form }: DaysFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Days that text is kept" help={PRIVACY_HELP.textDays} error={form.problem("textDays")}>
        <Input
          inputMode="numeric"
          value={form.draft.textDays}
          onChange={(event) => form.set({ textDays: event.target.value })}
        />
      </Field>
      <Field
        label="Days that records are kept"
        help={PRIVACY_HELP.recordDays}
        hint="Then they go, a day at a time. A shorter span deletes older days within hours, for good."
        error={form.problem("recordDays")}
      >
        <Input
          inputMode="numeric"
          value={form.draft.recordDays}
          onChange={(event) => form.set({ recordDays: event.target.value })}
        />
      </Field>
    </div>
  );
}

function daysProblem(text: string): string | undefined {
  const days = Number(text);
  return Number.isInteger(days) && days >= 1 && days <= 3650 ? undefined : "A whole number of days, 1 to 3650.";
}
