"use client";

import { Waypoints } from "lucide-react";
import type { ModelView } from "@/lib/admin-api/client/models";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { DeploymentRow } from "./deployment-row";
import { useOrderDeployments } from "./models-queries";

export interface ModelDeploymentsProps {
  model: ModelView;
  mayChange: boolean;
}

/** Where calls of the model go: the first that is on is tried first, the next when it fails before its first byte. */
export function ModelDeployments({ model, mayChange }: ModelDeploymentsProps) {
  const order = useOrderDeployments(model.id);
  const ids = model.deployments.map((one) => one.id);
  const move = (from: number, to: number) => {
    const moved = ids[from];
    if (moved !== undefined) order.mutate(ids.toSpliced(from, 1).toSpliced(to, 0, moved));
  };
  return (
    <Section
      title="Deployments"
      description="Tried from top to bottom. The next one is asked when one fails before its first byte."
    >
      <Card>
        {model.deployments.length === 0 ? (
          <EmptyState icon={Waypoints} title="Nobody answers for it yet" className="py-8">
            Calls of this model are refused until it has a deployment.
          </EmptyState>
        ) : (
          <ol>
            {model.deployments.map((deployment, index) => (
              <DeploymentRow
                key={deployment.id}
                modelId={model.id}
                deployment={deployment}
                place={index + 1}
                mayChange={mayChange}
                onUp={index > 0 ? () => move(index, index - 1) : null}
                onDown={index < ids.length - 1 ? () => move(index, index + 1) : null}
              />
            ))}
          </ol>
        )}
      </Card>
    </Section>
  );
}
