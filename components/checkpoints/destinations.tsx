"use client";

import { FileText, type LucideIcon, Trash2, Warehouse, Webhook } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { AuditDestination } from "@/lib/admin-api/client/audit";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { useRemoveDestination } from "./checkpoints-queries";

const ICONS: Record<AuditDestination["kind"], LucideIcon> = {
  file: FileText,
  webhook: Webhook,
  object_store: Warehouse,
};

/** Where checkpoints go, and whether they arrive. */
export function Destinations({
  destinations,
  mayChange,
}: {
  destinations: readonly AuditDestination[];
  mayChange: boolean;
}) {
  const [removing, setRemoving] = useState<AuditDestination | null>(null);
  return (
    <Card>
      <ul aria-label="Destinations" className="divide-y">
        {destinations.map((destination) => (
          <li key={destination.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
            <Place destination={destination} />
            <span className="min-w-0 max-md:order-last max-md:basis-full max-md:pl-7">
              <Arrival destination={destination} />
            </span>
            {mayChange ? (
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove destination ${destination.name}`}
                onClick={() => setRemoving(destination)}
              >
                <Trash2 />
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {removing ? <RemoveDialog destination={removing} onClose={() => setRemoving(null)} /> : null}
    </Card>
  );
}

function Place({ destination: { kind, name, place } }: { destination: AuditDestination }) {
  const Icon = ICONS[kind];
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <Icon className="size-4 shrink-0 text-faint" aria-hidden />
      <span className="flex min-w-0 flex-col">
        <span className="truncate font-medium text-ink text-sm">{name}</span>
        <span className="truncate font-mono text-faint text-xs" title={place}>
          {place}
        </span>
      </span>
    </span>
  );
}

function Arrival({ destination: { waiting, trouble, lastDeliveredAt } }: { destination: AuditDestination }) {
  if (trouble !== null) {
    return (
      <span className="flex min-w-0 max-w-full items-center gap-2 text-sm">
        <StatusPill tone="bad">Does not arrive</StatusPill>
        <span className="truncate text-muted text-xs" title={trouble}>
          {trouble}
        </span>
      </span>
    );
  }
  if (waiting > 0) return <StatusPill tone="warn">{`${waiting} on the way`}</StatusPill>;
  return (
    <span className="text-muted text-sm">
      {lastDeliveredAt === null ? "Nothing sent yet" : "Last arrived "}
      {lastDeliveredAt === null ? null : <TimeCell value={lastDeliveredAt} />}
    </span>
  );
}

function RemoveDialog({ destination, onClose }: { destination: AuditDestination; onClose: () => void }) {
  const remove = useRemoveDestination();
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Remove ${destination.name}?`}
      consequence="Nothing is sent there any more, and its secret is forgotten. What it has stays there."
      action="Remove destination"
      pending={remove.isPending}
      onConfirm={() =>
        remove.mutate(destination.id, {
          onSuccess: () => {
            toast.success(`${destination.name} is removed`);
            onClose();
          },
        })
      }
    />
  );
}
