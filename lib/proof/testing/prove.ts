import { systemActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { createSocketEgress } from "@/lib/egress/socket-egress";
import type { Control } from "../control";
import { CONTROLS } from "../controls/registry";
import type { SignedProof } from "../document/proof-document";
import { PROVEN_ROUTES } from "../proven-routes";
import { type ProofParts, runProof } from "../run-proof";
import { SAMPLES } from "../samples/registry";
import type { RunningHouse } from "./running-house";

/** Proves a running house; `only` are the controls to try, all when left out. */
export async function prove(
  house: RunningHouse,
  only: readonly Control[] = CONTROLS,
  parts: Partial<Pick<ProofParts, "routes" | "samples">> = {},
): Promise<SignedProof> {
  const { runtime, organizationId, origin } = house;
  const allow = [new URL(origin).host];
  const egress = createHttpEgress({ allow });
  try {
    return await runProof({
      id: newId("prf"),
      context: {
        ...runtime.adminDeps,
        actor: systemActor(organizationId, "proof of enforcement"),
        requestId: newId("req"),
        clientAddress: null,
      },
      organization: { id: organizationId, name: "Test" },
      gateway: origin,
      out: { egress, sockets: createSocketEgress({ allow }) },
      bodyLimitBytes: runtime.bodyLimitBytes,
      software: { name: "gatehouse", version: "test", commit: null },
      routes: PROVEN_ROUTES,
      controls: only,
      samples: SAMPLES,
      onPlanned: () => undefined,
      onCell: () => undefined,
      ...parts,
    });
  } finally {
    await egress.close();
  }
}
