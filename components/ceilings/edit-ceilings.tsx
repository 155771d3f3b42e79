"use client";

import { toast } from "sonner";
import type { TeamCeilingsView } from "@/lib/admin-api/client/ceilings";
import { FormDialog } from "../forms/form-dialog";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { ModelsField } from "../keys/models-field";
import { Field } from "../ui/field";
import { Help } from "../ui/help";
import { Input } from "../ui/input";
import { RadioCards } from "../ui/radio-cards";
import { type CeilingsDraft, ceilingsDraftOf, ceilingsOf, TIER_FIELDS, type TierDraft } from "./ceiling-draft";
import { CEILING_HELP } from "./ceiling-help";
import { useSetCeilings } from "./ceilings-queries";

interface EditCeilingsProps {
  team: { id: string; name: string };
  ceilings: TeamCeilingsView;
  onClose: () => void;
}

const TIERS = [
  { tier: "member", title: "Members get at once" },
  { tier: "lead", title: "Leads may give" },
] as const;

const WAYS = {
  member: [
    { value: "open", label: "No ceiling", hint: "Members issue keys as they like" },
    { value: "bounded", label: "A ceiling", hint: "Beyond it a lead decides" },
  ],
  lead: [
    { value: "open", label: "No envelope", hint: "Leads decide everything inside the team" },
    { value: "bounded", label: "An envelope", hint: "Beyond it an owner or admin decides" },
  ],
};

/** Both tiers of a team. Keys that are there already stay as they are. */
export function EditCeilings({ team, ceilings, onClose }: EditCeilingsProps) {
  const save = useSetCeilings(team.id);
  const form = useDraft<CeilingsDraft>({
    initial: ceilingsDraftOf(ceilings),
    fields: TIERS.flatMap(({ tier }) =>
      [...TIER_FIELDS, { field: "monthlyUsdPerProject" }].map(({ field }) => `${tier}.${field}`),
    ),
    error: save.error,
    send: (draft) =>
      save.mutate(ceilingsOf(draft), {
        onSuccess: () => {
          toast.success(`Ceilings of ${team.name} saved`);
          onClose();
        },
      }),
  });
  return (
    <FormDialog
      title={`Ceilings of ${team.name}`}
      description="Keys that are there already stay as they are. Empty fields bound nothing."
      action="Save ceilings"
      onClose={onClose}
      onSubmit={form.submit}
      pending={save.isPending}
      refusal={form.refusal}
      disabled={!form.changed}
    >
      {TIERS.map(({ tier, title }) => (
        <TierFields key={tier} tier={tier} title={title} form={form} />
      ))}
    </FormDialog>
  );
}

interface TierFieldsProps {
  tier: "member" | "lead";
  title: string;
  form: DraftForm<CeilingsDraft>;
}

function TierFields({ tier, title, form }: TierFieldsProps) {
  const draft = form.draft[tier];
  const set = (patch: Partial<TierDraft>) => form.set({ [tier]: { ...draft, ...patch } });
  const fields = tier === "lead" ? [...TIER_FIELDS, PROJECT_FIELD] : TIER_FIELDS;
  return (
    <fieldset className="flex flex-col gap-3 border-t pt-4 first:border-t-0 first:pt-0">
      <legend className="mb-2 font-medium text-ink text-sm">
        {title} <Help about={title} {...CEILING_HELP[tier]} />
      </legend>
      <RadioCards
        aria-label={title}
        columns={2}
        value={draft.isSet ? "bounded" : "open"}
        onValueChange={(way) => set({ isSet: way === "bounded" })}
        options={WAYS[tier]}
      />
      {draft.isSet ? (
        <>
          <div className="grid gap-4 md:grid-cols-2">
            {fields.map(({ field, label }) => (
              <Field
                key={field}
                label={label}
                optional
                help={CEILING_HELP[field]}
                error={form.problem(`${tier}.${field}`)}
              >
                <Input
                  value={draft[field]}
                  onChange={(event) => set({ [field]: event.target.value })}
                  inputMode="decimal"
                  autoComplete="off"
                  className="tabular-nums"
                />
              </Field>
            ))}
          </div>
          <ModelsField
            value={draft.models}
            onChange={(models) => set({ models })}
            error={form.problem(`${tier}.models`)}
          />
        </>
      ) : null}
    </fieldset>
  );
}

const PROJECT_FIELD = { field: "monthlyUsdPerProject", label: "Spend per month of one project, in USD" } as const;
