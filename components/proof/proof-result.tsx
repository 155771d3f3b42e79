"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ProofCellView } from "@/lib/admin-api/client/proofs";
import { LoadError } from "../shell/load-error";
import { Notice } from "../ui/notice";
import { Section } from "../ui/section";
import { Skeleton } from "../ui/skeleton";
import { ProofCellSheet } from "./proof-cell-sheet";
import { ProofMatrix } from "./proof-matrix";
import { proofQuery } from "./proof-queries";
import { ProofVerdict } from "./proof-verdict";

/** One finished run: its verdict and its matrix, or why there is none. */
export function ProofResult({ proofId }: { proofId: string }) {
  const { data: proof, error, refetch } = useQuery(proofQuery(proofId));
  const [cell, setCell] = useState<ProofCellView | null>(null);
  if (error && !proof)
    return <LoadError title="The proof could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!proof) return <ResultSkeleton />;
  const { signed } = proof;
  if (signed === null) {
    return (
      <Notice kind="warn" title="The last proof was not carried out">
        {proof.failure ?? "It has not come to its end yet."}
      </Notice>
    );
  }
  return (
    <>
      <ProofVerdict proof={proof} signed={signed} />
      <Section
        title="Matrix"
        description="Every cell is one or several real calls. Open one to see what it expected and what it met."
      >
        <ProofMatrix signed={signed} onOpen={setCell} />
      </Section>
      {cell ? <ProofCellSheet signed={signed} cell={cell} onClose={() => setCell(null)} /> : null}
    </>
  );
}

function ResultSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-6">
      <Skeleton className="h-64 rounded-md" />
      <Skeleton className="h-96 rounded-md" />
    </div>
  );
}
