"use client";

import { useQuery } from "@tanstack/react-query";
import { Play, ShieldCheck } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";
import { Section } from "../ui/section";
import { PROOF_COLUMNS } from "./proof-columns";
import { ProofProgress } from "./proof-progress";
import { isOpen, proofsQuery, useStartProof } from "./proof-queries";
import { ProofResult } from "./proof-result";
import { ProofSchedule } from "./proof-schedule";

/** Every promise of the gateway, tried for real through every route, and signed. */
export function ProofPage() {
  const { data: proofs, error, refetch } = useQuery(proofsQuery());
  const { data: me } = useQuery(meQuery());
  const [run, setRun] = useQueryState("run", parseAsString);
  const start = useStartProof();
  const mayRun = me !== undefined && holds(me, "proofs:run");
  const open = proofs?.find(isOpen);
  const shown = run ?? proofs?.find((proof) => !isOpen(proof))?.id;
  const begin = () => {
    void setRun(null);
    start.mutate();
  };
  const button = mayRun ? (
    <Button variant="primary" onClick={begin} pending={start.isPending} disabled={open !== undefined}>
      <Play />
      Run now
    </Button>
  ) : null;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Proof of enforcement"
        description="Throw-away keys make real calls through every route of the running gateway, streamed and not, and try what policy forbids. What they met is signed."
        actions={proofs?.length === 0 ? null : button}
      />
      {open ? <ProofProgress proof={open} /> : null}
      {error && !proofs ? (
        <LoadError title="Proofs could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {proofs?.length === 0 ? (
        <Card>
          <EmptyState icon={ShieldCheck} title="Nothing has been proven yet" action={button}>
            One run takes a minute or so. It only calls simulated models, in a project of its own that is put away
            afterwards.
          </EmptyState>
        </Card>
      ) : null}
      {shown ? <ProofResult key={shown} proofId={shown} /> : null}
      <Section title="Every day" description="Controls that held yesterday are worth trying today.">
        <ProofSchedule mayChange={mayRun} />
      </Section>
      {proofs && proofs.length > 0 ? (
        <Section title="History">
          <DataTable
            label="Proofs"
            columns={PROOF_COLUMNS}
            rows={proofs}
            rowId={(proof) => proof.id}
            rowHref={(proof) => `/settings/proof?run=${proof.id}`}
            sortKey="history"
            empty={null}
          />
        </Section>
      ) : null}
    </div>
  );
}
