"use client";

import type { ProofView } from "@/lib/admin-api/client/proofs";
import { Card } from "../ui/card";

/** A run under way: how many cells were tried. One may leave the page; it goes on. */
export function ProofProgress({ proof }: { proof: ProofView }) {
  const { done, planned, red } = proof;
  const share = planned === 0 ? 0 : Math.round((done / planned) * 100);
  return (
    <Card className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <p role="status" className="font-medium text-ink">
          {stageOf(proof)}
        </p>
        <p className="text-muted tabular-nums">
          {planned === 0 ? "" : `${done} of ${planned} cells`}
          {red > 0 ? <span className="text-bad-ink"> · {red} broken</span> : null}
        </p>
      </div>
      <div
        role="progressbar"
        aria-label="Cells tried"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share}
        className="h-1.5 overflow-hidden rounded-xs bg-subtle"
      >
        <div className="h-full bg-accent transition-[width] duration-150" style={{ width: `${share}%` }} />
      </div>
      <p className="text-faint text-xs">It takes a minute or so and goes on when you leave this page.</p>
    </Card>
  );
}

function stageOf({ status, planned, done }: ProofView): string {
  if (status === "queued") return "Waiting for a process to begin";
  if (planned === 0 || done === 0) return "Minting throw-away keys";
  return done < planned ? "Calling the gateway" : "Signing";
}
