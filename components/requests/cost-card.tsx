"use client";

import type { RequestCostLine, RequestDetail } from "@/lib/admin-api/client/requests";
import { SERVICE_WORDS } from "../models/price-words";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { formatCount } from "../ui/format/format-number";
import { formatUsdExact } from "../ui/format/format-usd";
import { MoneyCell } from "../ui/money-cell";
import { TimeCell } from "../ui/time-cell";

const CLASSES: Record<RequestCostLine["class"], string> = {
  uncachedInput: "Input",
  cacheRead: "Input, read from cache",
  cacheWrite: "Input, written to cache",
  cacheWriteLong: "Input, written to cache for longer",
  output: "Output",
  reasoning: "Reasoning",
  audioInput: "Audio in",
  audioOutput: "Audio out",
  image: "Images",
  picture: "Pictures made",
  second: "Seconds heard",
  character: "Characters spoken",
  search: "Searches",
  request: "Fee per call",
};

/** Tokens by class, what each costs, and which price said so. */
export function CostCard({ request }: { request: RequestDetail }) {
  if (request.usageSource === "none") {
    return (
      <Card>
        <CardHeader title="Cost" />
        <p className="px-4 pb-4 text-muted text-sm">No tokens were used, so there is nothing to pay.</p>
      </Card>
    );
  }
  return (
    <Card>
      <CardHeader
        title="Cost"
        actions={request.usageSource === "estimated" ? <Badge tone="warn">estimated usage</Badge> : null}
      />
      <table className="w-full text-sm tabular-nums">
        <thead className="text-faint text-xs">
          <tr>
            <th scope="col" className="px-4 pb-1 text-left font-medium">
              Tokens
            </th>
            <th scope="col" className="px-2 pb-1 text-right font-medium">
              Count
            </th>
            <th scope="col" className="px-2 pb-1 text-right font-medium">
              $ per million
            </th>
            <th scope="col" className="px-4 pb-1 text-right font-medium">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {request.cost.map((line) => (
            <CostRow key={line.class} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr className="font-medium">
            <td className="border-t px-4 py-2">Total</td>
            <td className="border-t px-2 py-2 text-right">{formatCount(request.inputTokens + request.outputTokens)}</td>
            <td className="border-t" />
            <td className="border-t px-4 py-2 text-right">
              {request.costUsd === null ? (
                <MoneyCell value={null} />
              ) : (
                formatUsdExact(request.exactCostUsd ?? request.costUsd)
              )}
            </td>
          </tr>
        </tfoot>
      </table>
      <PriceSource request={request} />
    </Card>
  );
}

function CostRow({ line }: { line: RequestCostLine }) {
  return (
    <tr>
      <td className="px-4 py-1 text-muted">{CLASSES[line.class]}</td>
      <td className="px-2 py-1 text-right">{line.class === "request" ? "" : formatCount(line.tokens)}</td>
      <td className="px-2 py-1 text-right text-muted">{line.usdPerMillionTokens ?? ""}</td>
      <td className="px-4 py-1 text-right">
        {line.costUsd === null ? <MoneyCell value={null} /> : formatUsdExact(line.costUsd)}
      </td>
    </tr>
  );
}

function PriceSource({ request: { price, usageSource } }: { request: RequestDetail }) {
  return (
    <div className="border-t px-4 py-2 text-faint text-xs">
      {price === null ? (
        <p>The deployment had no price when it was called, so the cost is unknown. It is not zero.</p>
      ) : (
        <p className="flex flex-wrap items-center gap-x-1">
          Price version {price.version} of {price.source}, from <TimeCell value={price.effectiveFrom} absolute />
          {price.serviceTier === null ? "" : `, ${SERVICE_WORDS[price.serviceTier].toLowerCase()} service`}
          {price.fromInputTokens > 0 ? `, tier from ${formatCount(price.fromInputTokens)} input tokens` : ""}
          <CopyableId id={price.id} what="price id" short />
        </p>
      )}
      {usageSource === "estimated" ? <p>The provider reported no usage; these counts are our estimate.</p> : null}
    </div>
  );
}
