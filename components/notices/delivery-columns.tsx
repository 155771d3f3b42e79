"use client";

import { RotateCw } from "lucide-react";
import { toast } from "sonner";
import type { NoticeDelivery } from "@/lib/admin-api/client/notices";
import { Button } from "../ui/button";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { DELIVERIES } from "./notice-words";
import { useRetryDelivery } from "./notices-queries";

const column = columnsOf<NoticeDelivery>();
const fixed = { enableSorting: false } as const;

/** A delivery in the list. */
export const DELIVERY_COLUMNS = column.columns([
  column.accessor("state", {
    ...fixed,
    header: "State",
    meta: { skeleton: "w-20" },
    cell: ({ getValue }) => (
      <StatusPill tone={DELIVERIES[getValue()].tone} iconOnPhone>
        {DELIVERIES[getValue()].label}
      </StatusPill>
    ),
  }),
  column.accessor((delivery) => delivery.notice.title, {
    ...fixed,
    id: "notice",
    header: "Notice",
    meta: { skeleton: "w-64", className: "w-full max-w-0" },
    cell: ({ row: { original: delivery } }) => (
      <span className="flex min-w-0 flex-col">
        <span className="truncate font-medium text-ink">{delivery.notice.title}</span>
        <span className="truncate text-muted text-xs">{delivery.trouble ?? delivery.notice.kind}</span>
      </span>
    ),
  }),
  column.accessor((delivery) => delivery.destination.name, {
    ...fixed,
    id: "destination",
    header: "To",
    meta: { wide: true, skeleton: "w-24", className: "max-w-48 truncate" },
    cell: ({ row: { original: delivery } }) =>
      delivery.person === null ? delivery.destination.name : `${delivery.person.name}, by ${delivery.destination.name}`,
  }),
  column.accessor("attempts", {
    ...fixed,
    header: "Tries",
    meta: { align: "right", wide: true, skeleton: "w-6" },
  }),
  column.accessor((delivery) => delivery.triedAt ?? delivery.notice.createdAt, {
    ...fixed,
    id: "time",
    header: "Last try",
    meta: { wide: true, skeleton: "w-20" },
    cell: ({ row: { original: delivery } }) => (
      <TimeCell value={delivery.triedAt} fallback="not yet" className="text-muted" />
    ),
  }),
  column.display({
    id: "retry",
    header: "",
    meta: { align: "right" },
    cell: ({ row: { original: delivery } }) => <Retry delivery={delivery} />,
  }),
]);

function Retry({ delivery }: { delivery: NoticeDelivery }) {
  const retry = useRetryDelivery();
  if (!delivery.allowedActions.includes("retry")) return null;
  const again = () => retry.mutate(delivery.id, { onSuccess: () => toast.success("It is tried again now") });
  return (
    <Button variant="ghost" size="sm" onClick={again} pending={retry.isPending}>
      <RotateCw />
      Try again
    </Button>
  );
}
