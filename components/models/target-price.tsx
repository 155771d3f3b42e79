"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { catalogQuery } from "./models-queries";
import { priceDraftOf } from "./price-draft";
import { PriceFields } from "./price-fields";
import { priceLine } from "./price-words";
import type { TargetDraft } from "./target-draft";

export interface TargetPriceProps {
  value: TargetDraft;
  onChange: (value: TargetDraft) => void;
  problem: (path: string) => string | undefined;
}

/** The price library's price, or the operator's own; unknown is said aloud. */
export function TargetPrice({ value, onChange, problem }: TargetPriceProps) {
  const { data: catalog } = useQuery(catalogQuery(value.providerId));
  const known = catalog?.find((one) => one.upstreamModel === value.upstreamModel.trim());
  const tiers = known?.tiers ?? null;
  if (value.price) {
    return (
      <div className="flex flex-col gap-2">
        <div className="flex items-center justify-between">
          <h4 className="font-medium text-ink text-sm">Your price</h4>
          <Button variant="link" size="sm" onClick={() => onChange({ ...value, price: null })}>
            {tiers ? "Use the library's" : "Leave it unknown"}
          </Button>
        </div>
        <PriceFields value={value.price} onChange={(price) => onChange({ ...value, price })} problem={problem} />
      </div>
    );
  }
  const edit = (
    <Button size="sm" onClick={() => onChange({ ...value, price: priceDraftOf(tiers) })}>
      {tiers ? "Change" : "Set a price"}
    </Button>
  );
  if (!tiers) {
    return (
      <Notice kind="warn" title="The price library does not know this model" action={edit}>
        Unless it already has a price here, its calls have an unknown cost, and keys under a money limit are refused.
      </Notice>
    );
  }
  return (
    <Notice kind="info" title={priceLine(tiers)} action={edit}>
      {known?.priceSource ? `From ${known.priceSource}.` : null}
      {tiers.length > 1 ? " Long prompts cost more." : null}
    </Notice>
  );
}
