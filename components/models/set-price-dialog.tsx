"use client";

import { toast } from "sonner";
import type { DeploymentSummary, PriceView } from "@/lib/admin-api/client/models";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useSetPrice } from "./models-queries";
import { type PriceDraft, priceDraftOf, pricePaths, priceProblems, tiersOf } from "./price-draft";
import { PriceFields } from "./price-fields";

/** A new price version, typed or taken back from the price library. */
export function SetPriceDialog({ deployment, onClose }: { deployment: DeploymentSummary; onClose: () => void }) {
  const change = useSetPrice(deployment.id);
  const initial = priceDraftOf(deployment.price?.tiers ?? null);
  const done = (price: PriceView) => {
    toast.success(`Version ${price.version} prices calls from now on`);
    onClose();
  };
  const isWildcard = deployment.upstreamModel.includes("*");
  const named = (name: string) => (name.trim() === "" ? {} : { upstreamModel: name.trim() });
  const form = useDraft<PriceDraft & { name: string }>({
    initial: { ...initial, name: "" },
    check: priceProblems,
    fields: ["upstreamModel", ...pricePaths(initial)],
    error: change.error,
    send: ({ name, ...draft }) => change.mutate({ tiers: tiersOf(draft), ...named(name) }, { onSuccess: done }),
  });
  return (
    <FormDialog
      title={`Price of ${deployment.upstreamModel} at ${deployment.provider.name}`}
      description="Calls that begin from now on are priced with it. Records of past calls keep theirs."
      action="Set price"
      onClose={onClose}
      onSubmit={form.submit}
      pending={change.isPending}
      refusal={form.refusal}
      size="lg"
    >
      {isWildcard ? (
        <Field
          label="Only for this name at the provider"
          optional
          hint={`One of those that ${deployment.upstreamModel} stands for. Left empty: all that have no price of their own.`}
          error={form.problem("upstreamModel")}
        >
          <Input
            value={form.draft.name}
            onChange={(event) => form.set({ name: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </Field>
      ) : null}
      <PriceFields value={form.draft} onChange={form.set} problem={form.problem} />
      {deployment.simulated ? null : (
        <div>
          <Button
            variant="link"
            size="sm"
            disabled={change.isPending}
            onClick={() => change.mutate({ fromCatalog: true, ...named(form.draft.name) }, { onSuccess: done })}
          >
            Use the price library's price
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
