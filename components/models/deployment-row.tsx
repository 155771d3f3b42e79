"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { toast } from "sonner";
import type { DeploymentSummary } from "@/lib/admin-api/client/models";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { StatusPill } from "../ui/status-pill";
import { Switch } from "../ui/switch";
import { SimulatedBadge } from "./model-badges";
import { useRemoveDeployment, useUpdateDeployment } from "./models-queries";
import { priceLine } from "./price-words";

export interface DeploymentRowProps {
  modelId: string;
  deployment: DeploymentSummary;
  /** Counted from 1: the first is tried first. */
  place: number;
  mayChange: boolean;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
}

/** One way to answer for a model. */
export function DeploymentRow({ modelId, deployment, place, mayChange, onUp, onDown }: DeploymentRowProps) {
  const update = useUpdateDeployment(modelId);
  const on = deployment.status === "active";
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <span className="flex size-6 shrink-0 items-center justify-center rounded-sm bg-subtle text-muted text-xs tabular-nums">
        {place}
      </span>
      <div className={cn("min-w-0 flex-1 basis-56", !on && "opacity-60")}>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <Link href={`/providers/${deployment.provider.id}`} className="font-medium text-ink hover:underline">
            {deployment.provider.name}
          </Link>
          {deployment.simulated ? <SimulatedBadge /> : null}
          {deployment.providerStatus === "disabled" ? <StatusPill tone="warn">Provider disabled</StatusPill> : null}
        </p>
        <p className="truncate text-muted text-xs">
          <span className="font-mono">{deployment.upstreamModel}</span>
          {deployment.credential ? ` · ${deployment.credential.name} …${deployment.credential.last4}` : ""} ·{" "}
          <span className={cn(deployment.price === null && "text-warn-ink")}>
            {priceLine(deployment.price?.tiers ?? null)}
          </span>
        </p>
      </div>
      {mayChange ? (
        <div className="flex items-center gap-1 max-md:w-full max-md:justify-end">
          <Switch
            label={on ? "On" : "Off"}
            checked={on}
            onCheckedChange={(checked) =>
              update.mutate({ deploymentId: deployment.id, status: checked ? "active" : "disabled" })
            }
          />
          <Order deployment={deployment} onUp={onUp} onDown={onDown} />
          <Remove deployment={deployment} />
        </div>
      ) : (
        <StatusPill tone={on ? "good" : "neutral"}>{on ? "On" : "Off"}</StatusPill>
      )}
    </li>
  );
}

function Order({ deployment, onUp, onDown }: Pick<DeploymentRowProps, "deployment" | "onUp" | "onDown">) {
  const name = `${deployment.provider.name} ${deployment.upstreamModel}`;
  return (
    <span className="ml-2 flex">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Try ${name} earlier`}
        disabled={onUp === null}
        onClick={() => onUp?.()}
      >
        <ArrowUp />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Try ${name} later`}
        disabled={onDown === null}
        onClick={() => onDown?.()}
      >
        <ArrowDown />
      </Button>
    </span>
  );
}

function Remove({ deployment }: { deployment: DeploymentSummary }) {
  const [asking, setAsking] = useState(false);
  const remove = useRemoveDeployment();
  const name = `${deployment.provider.name} ${deployment.upstreamModel}`;
  return (
    <>
      <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} onClick={() => setAsking(true)}>
        <Trash2 />
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Remove ${name}?`}
        consequence="Calls of this model no longer go there. Records of past calls keep what they cost; its price history stays with them."
        action="Remove deployment"
        pending={remove.isPending}
        onConfirm={() =>
          remove.mutate(deployment.id, {
            onError: (error) => {
              setAsking(false);
              toast.error("The deployment is still there", { description: error.message });
            },
          })
        }
      />
    </>
  );
}
