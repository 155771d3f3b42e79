"use client";

import { toast } from "sonner";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RadioCards } from "../ui/radio-cards";
import { Textarea } from "../ui/textarea";
import { useSetSplitRule } from "./statement-queries";
import { readShares } from "./statement-words";

const METHODS = [
  { value: "usage", label: "By usage", hint: "In proportion to what each of the others spent itself." },
  { value: "fixed", label: "By percent", hint: "Fixed parts; what is left over stays where it is." },
] as const;

const HINTS = {
  usage: "Cost centres, separated by commas. Empty: all others.",
  fixed: "Cost centre and percent, separated by commas: CC-2210 50, CC-5200 25.",
};

/** Who carries a cost centre; the rule it had is replaced. */
export function SplitRuleDialog({ onClose }: { onClose: () => void }) {
  const change = useSetSplitRule();
  const form = useDraft({
    initial: { sourceCostCentre: "", method: "usage" as "usage" | "fixed", shares: "" },
    check: ({ method, shares }) => ({
      shares:
        method === "fixed" && shares.trim() === "" ? "Say who carries how much, such as CC-1 50, CC-2 25." : undefined,
    }),
    fields: ["sourceCostCentre", "method", "shares"],
    error: change.error,
    send: ({ sourceCostCentre, method, shares }) =>
      change.mutate(
        { sourceCostCentre: sourceCostCentre.trim(), method, shares: readShares(shares) },
        {
          onSuccess: () => {
            toast.success("Months that are still open are split like that");
            onClose();
          },
        },
      ),
  });
  const { draft, set, problem } = form;
  return (
    <FormDialog
      title="Share a cost centre"
      action="Share cost centre"
      onClose={onClose}
      onSubmit={form.submit}
      pending={change.isPending}
      refusal={form.refusal}
    >
      <Field label="Cost centre" hint="Leave it empty for what has none." optional error={problem("sourceCostCentre")}>
        <Input
          value={draft.sourceCostCentre}
          onChange={(event) => set({ sourceCostCentre: event.target.value })}
          placeholder="CC-1100"
          autoComplete="off"
        />
      </Field>
      <Field label="How it is divided" error={problem("method")}>
        <RadioCards
          aria-label="How it is divided"
          value={draft.method}
          onValueChange={(value) => set({ method: value === "fixed" ? "fixed" : "usage" })}
          options={METHODS}
        />
      </Field>
      <Field
        label="Who carries it"
        optional={draft.method === "usage"}
        hint={HINTS[draft.method]}
        error={problem("shares")}
      >
        <Textarea value={draft.shares} onChange={(event) => set({ shares: event.target.value })} rows={2} />
      </Field>
    </FormDialog>
  );
}
