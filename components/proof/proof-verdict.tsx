"use client";

import { Download, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { ProofDetailView, ProofVerificationView, SignedProofView } from "@/lib/admin-api/client/proofs";
import { download } from "../charts/chart-csv";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { type Definition, DefinitionList } from "../ui/definition-list";
import { formatDuration } from "../ui/format/format-duration";
import { Notice } from "../ui/notice";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { useVerifyProof } from "./proof-queries";
import { outcomeWords, PROOF_STATUS } from "./proof-words";

/** What one run found, when, at which address; its document to keep and to verify. */
export function ProofVerdict({ proof, signed }: { proof: ProofDetailView; signed: SignedProofView }) {
  const verify = useVerifyProof();
  const { tone } = PROOF_STATUS[proof.status];
  const save = () => download(`${proof.id}.json`, `${JSON.stringify(signed, null, 2)}\n`, "application/json");
  return (
    <Card className="flex flex-col">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-3">
        <h2 className="flex items-center gap-2 font-semibold text-base text-ink">
          <StatusPill tone={tone}>{proof.status === "passed" ? "Held" : "Broken"}</StatusPill>
          {outcomeWords(proof.planned, proof.red)}
        </h2>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => verify.mutate(proof.id)} pending={verify.isPending}>
            <ShieldCheck />
            Verify
          </Button>
          <Button onClick={save}>
            <Download />
            Download signed document
          </Button>
        </div>
      </div>
      {verify.data ? <Verification found={verify.data} /> : null}
      <DefinitionList items={factsOf(proof, signed)} className="px-4 pb-1" />
    </Card>
  );
}

const VERDICTS: Record<ProofVerificationView["verdict"], { kind: "good" | "bad"; words: string }> = {
  valid: { kind: "good", words: "The stored document is unchanged and was signed by this installation." },
  changed: { kind: "bad", words: "The stored document is not what was signed. Somebody changed it in the database." },
  other_key: { kind: "bad", words: "The stored document was signed by another installation's key." },
  unreadable: { kind: "bad", words: "What is stored is no signed document." },
};

function Verification({ found }: { found: ProofVerificationView }) {
  const { kind, words } = VERDICTS[found.verdict];
  return (
    <Notice kind={kind} className="mx-4 mt-3">
      {words} Key {found.fingerprint}.
    </Notice>
  );
}

function factsOf(proof: ProofDetailView, { document, publicKey }: SignedProofView): Definition[] {
  const { version, commit } = document.software;
  const facts: [string, ReactNode][] = [
    ["Finished", <TimeCell key="at" value={proof.finishedAt} absolute />],
    ["Took", durationOf(proof)],
    ["Asked for by", proof.requestedBy?.name ?? (proof.trigger === "schedule" ? "the daily schedule" : "Gatehouse")],
    [
      "Address called",
      <span key="to" className="break-all font-mono text-xs">
        {document.gateway}
      </span>,
    ],
    [
      "Software",
      commit === null ? (
        version
      ) : (
        <span key="sw">
          {version} <code className="font-mono text-xs">{commit.slice(0, 12)}</code>
        </span>
      ),
    ],
    ["Public key", <CopyableId key="key" id={publicKey} what="public key" className="relative -left-1" />],
  ];
  return facts.map(([term, value]) => ({ term, value }));
}

function durationOf({ startedAt, finishedAt }: ProofDetailView): string {
  return finishedAt === null ? "—" : formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
}
