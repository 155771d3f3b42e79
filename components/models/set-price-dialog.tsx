"use client";

import { toast } from "sonner";
import type { DeploymentSummary, PriceView } from "@/lib/admin-api/client/models";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
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
  const form = useDraft<PriceDraft>({
    initial,
    check: priceProblems,
    fields: pricePaths(initial),
    error: change.error,
    send: (draft) => change.mutate({ tiers: tiersOf(draft) }, { onSuccess: done }),
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
      <PriceFields value={form.draft} onChange={form.set} problem={form.problem} />
      {deployment.simulated ? null : (
        <div>
          <Button
            variant="link"
            size="sm"
            disabled={change.isPending}
            onClick={() => change.mutate({ fromCatalog: true }, { onSuccess: done })}
          >
            Use the price library's price
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
