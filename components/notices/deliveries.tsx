"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { LoadError } from "../shell/load-error";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { SegmentedControl } from "../ui/segmented-control";
import { DELIVERY_COLUMNS } from "./delivery-columns";
import { deliveriesQuery } from "./notices-queries";

const STATES = ["all", "waiting", "dead", "delivered"] as const;
const STATE_OPTIONS = [
  { value: "all", label: "All" },
  { value: "waiting", label: "Waiting" },
  { value: "dead", label: "Given up" },
  { value: "delivered", label: "Delivered" },
] as const;

/** What was sent where and what came of it (`?delivery=`). */
export function Deliveries() {
  const [state, setState] = useQueryState("delivery", parseAsStringLiteral(STATES).withDefault("all"));
  const list = useInfiniteQuery(deliveriesQuery(state === "all" ? {} : { state }));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  return (
    <div className="flex flex-col gap-4">
      <SegmentedControl
        label="State"
        value={state}
        onValueChange={(next) => void setState(next)}
        options={STATE_OPTIONS}
      />
      {list.error && !list.data ? (
        <LoadError title="Deliveries could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label="Deliveries"
          columns={DELIVERY_COLUMNS}
          rows={rows}
          rowId={(delivery) => delivery.id}
          more={{ hasMore: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
          empty={
            <EmptyState icon={Send} title="No delivery">
              Every notice that goes to a destination stands here, with the answer it got.
            </EmptyState>
          }
        />
      )}
    </div>
  );
}
