"use client";

import { useState } from "react";
import type { DeploymentSummary, ModelView } from "@/lib/admin-api/client/models";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Section } from "../ui/section";
import { Select } from "../ui/select";
import { PriceHistory } from "./price-history";
import { priceLine, sourceWords } from "./price-words";
import { SetPriceDialog } from "./set-price-dialog";

export interface ModelPricesProps {
  model: ModelView;
  mayChange: boolean;
}

/** What calls cost, deployment by deployment, with every version there was. */
export function ModelPrices({ model, mayChange }: ModelPricesProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [setting, setSetting] = useState(false);
  const deployment = model.deployments.find((one) => one.id === chosen) ?? model.deployments[0];
  if (!deployment) return null;
  return (
    <Section
      title="Prices"
      description="A change is a new version; records keep theirs."
      actions={
        <>
          {model.deployments.length > 1 ? (
            <Select
              aria-label="Deployment"
              value={deployment.id}
              onValueChange={setChosen}
              options={model.deployments.map((one) => ({ value: one.id, label: nameOf(one) }))}
              className="w-56"
            />
          ) : null}
          {mayChange ? (
            <Button size="sm" onClick={() => setSetting(true)}>
              Set price
            </Button>
          ) : null}
        </>
      }
    >
      <PriceHistory deployment={deployment} />
      {deployment.pricedNames.length > 0 ? <PricedNames deployment={deployment} /> : null}
      {setting ? <SetPriceDialog deployment={deployment} onClose={() => setSetting(false)} /> : null}
    </Section>
  );
}

/** Of a wildcard: the names that have a price of their own. */
function PricedNames({ deployment }: { deployment: DeploymentSummary }) {
  return (
    <Card>
      <ul aria-label="Names with a price of their own">
        {deployment.pricedNames.map(({ upstreamModel, price }) => (
          <li key={upstreamModel} className="flex flex-wrap gap-x-3 border-b px-4 py-2 text-sm last:border-b-0">
            <code className="font-mono text-ink">{upstreamModel}</code>
            <span className="text-muted">
              {priceLine(price.tiers)}, {sourceWords(price)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function nameOf(deployment: DeploymentSummary): string {
  return `${deployment.provider.name} / ${deployment.upstreamModel}`;
}
