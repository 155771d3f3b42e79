import type { Metadata } from "next";
import { ProofPage } from "@/components/proof/proof-page";
import { Holding } from "@/components/shell/holding";

export const metadata: Metadata = { title: "Proof of enforcement" };

export default function EnforcementProofPage() {
  return (
    <Holding permission="proofs:read" what="the proof of enforcement">
      <ProofPage />
    </Holding>
  );
}
