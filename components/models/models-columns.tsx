"use client";

import Link from "next/link";
import type { ModelView } from "@/lib/admin-api/client/models";
import { cn } from "../ui/cn";
import { columnsOf } from "../ui/data-table-columns";
import { NumberCell } from "../ui/number-cell";
import { kindWord } from "./kind-words";
import { ModelStatus, SimulatedBadge } from "./model-badges";
import { PriceCell } from "./price-cell";
import { firstDeployment, perMillion } from "./price-words";

const column = columnsOf<ModelView>();
const price = (model: ModelView, tokenClass: "uncachedInput" | "output") =>
  perMillion(firstDeployment(model)?.price?.tiers ?? null, tokenClass);

/** A model in the list; prices are those of the deployment that is tried first. */
export const MODEL_COLUMNS = column.columns([
  column.accessor("name", {
    header: "Name",
    meta: { skeleton: "w-40", className: "max-md:max-w-56 md:w-[27%] md:min-w-44 md:max-w-0" },
    cell: ({ row: { original: model } }) => (
      <span className="flex flex-col py-1">
        <span className="flex items-center gap-2">
          <Link
            href={`/models/${model.id}`}
            title={model.name}
            className="truncate font-medium font-mono text-ink text-xs hover:underline"
          >
            {model.name}
          </Link>
          <span className="max-md:hidden">{model.simulated ? <SimulatedBadge /> : null}</span>
        </span>
        <span className="truncate text-faint text-xs" title={model.title}>
          {model.title}
        </span>
      </span>
    ),
  }),
  column.accessor((model) => kindWord(model.kind), {
    id: "kind",
    header: "Kind",
    meta: { wide: true, skeleton: "w-16" },
    cell: ({ getValue }) => <span className="text-muted">{getValue()}</span>,
  }),
  column.accessor((model) => (model.status === "disabled" ? 2 : model.callable ? 0 : 1), {
    id: "status",
    header: "Status",
    meta: { skeleton: "w-16" },
    cell: ({ row }) => <ModelStatus model={row.original} />,
  }),
  column.accessor((model) => model.deployments.map((one) => one.provider.name).join(" "), {
    id: "deployments",
    header: "Goes to, in this order",
    meta: { wide: true, skeleton: "w-32", className: "max-w-64" },
    cell: ({ row }) => <Targets model={row.original} />,
  }),
  column.accessor((model) => model.contextWindow ?? 0, {
    id: "context",
    header: "Context",
    meta: { align: "right", wide: true, skeleton: "w-12" },
    cell: ({ row }) => <NumberCell value={row.original.contextWindow} short className="text-muted" />,
  }),
  column.accessor((model) => Number(price(model, "uncachedInput") ?? -1), {
    id: "input",
    header: "Input per 1M",
    meta: { align: "right", wide: true, skeleton: "w-12" },
    cell: ({ row }) => <PriceCell value={price(row.original, "uncachedInput")} />,
  }),
  column.accessor((model) => Number(price(model, "output") ?? -1), {
    id: "output",
    header: "Output per 1M",
    meta: { align: "right", wide: true, skeleton: "w-12" },
    cell: ({ row }) => <PriceCell value={price(row.original, "output")} />,
  }),
]);

/** Providers in the order they are tried, on as many lines as there is room for; one that is off is struck through. */
function Targets({ model }: { model: ModelView }) {
  if (model.deployments.length === 0) return <span className="text-faint">nowhere yet</span>;
  return (
    <ol className="flex flex-wrap items-center gap-x-2 py-0.5 text-muted">
      {model.deployments.map((one, index) => {
        const off = one.status !== "active" || one.providerStatus !== "active";
        return (
          <li key={one.id} className={cn("flex items-center gap-1 truncate", off && "text-faint line-through")}>
            <span className="text-faint text-xs tabular-nums">{index + 1}</span>
            {one.provider.name}
          </li>
        );
      })}
    </ol>
  );
}
