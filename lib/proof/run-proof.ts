import { setTimeout as delay } from "node:timers/promises";
import type { AdminContext } from "@/lib/admin/context";
import { signDocument } from "@/lib/signed/sign-document";
import type { Control, ProvenRoute } from "./control";
import { ENFORCED_WITHIN_MS } from "./controls/watch-key-die";
import type { ProofDocument, SignedCell, SignedProof } from "./document/proof-document";
import { createOutsideCaller, type OutsideCaller, type WaysOut } from "./gateway-caller";
import { inMatrixOrder, planMatrix } from "./matrix";
import { oversizedGzip } from "./oversized-gzip";
import type { RouteSample } from "./samples/route-sample";
import { tryMatrix } from "./try-matrix";
import { openWorkshop } from "./workshop/open-workshop";

/** The whole proof, however many routes there are; what is not tried by then has failed. */
const PROOF_MS = 5 * 60_000;

export interface ProofParts {
  id: string;
  /** Gatehouse itself, in the organization whose gateway is tried. */
  context: AdminContext;
  organization: { id: string; name: string };
  /** Origin of the gateway, such as `http://127.0.0.1:3000`. */
  gateway: string;
  /** Ways out that reach nothing but the gateway. */
  out: WaysOut;
  bodyLimitBytes: number;
  software: ProofDocument["software"];
  routes: readonly ProvenRoute[];
  controls: readonly Control[];
  samples: Readonly<Record<string, RouteSample>>;
  onPlanned(cells: number): void;
  onCell(cell: SignedCell): void;
}

/** Tries every control through every route of the running gateway, from outside, and signs what was seen. Throws when nothing could be tried. */
export async function runProof(parts: ProofParts): Promise<SignedProof> {
  const { context, routes, controls } = parts;
  const startedAt = context.now();
  const { planned, unproven } = planMatrix(parts);
  parts.onPlanned(planned.length + unproven.length);
  for (const cell of unproven) parts.onCell(cell);
  const outside = createOutsideCaller(parts.gateway, parts.out);
  const signal = AbortSignal.timeout(PROOF_MS);
  const workshop = await openWorkshop(context, startedAt);
  let tried: SignedCell[];
  try {
    const goodKey = (await workshop.newKey({})).secret;
    // The models were switched on just now.
    await delay(ENFORCED_WITHIN_MS);
    await requireGateway(outside, goodKey, signal);
    let oversized: Promise<Uint8Array> | null = null;
    const oversizedBody = () => {
      oversized ??= oversizedGzip(parts.bodyLimitBytes);
      return oversized;
    };
    const bench = { workshop, outside, goodKey, oversizedBody };
    tried = await tryMatrix({ bench, planned, onCell: parts.onCell, signal });
  } finally {
    await workshop.close();
  }
  const cells = inMatrixOrder([...unproven, ...tried], parts);
  const document: ProofDocument = {
    format: "gatehouse-proof/1",
    id: parts.id,
    organization: parts.organization,
    gateway: parts.gateway,
    software: parts.software,
    startedAt: startedAt.toISOString(),
    finishedAt: context.now().toISOString(),
    controls: controls.map(({ id, title, promise }) => ({ id, title, promise })),
    routes: routes.map(({ name, meter }) => ({ route: name, meter })),
    cells,
    passed: cells.length > 0 && cells.every((cell) => cell.passed),
  };
  return signDocument(document, await context.keyring.proofSigningSeed());
}

/** A gateway that does not know a key which was just issued here is another installation's, or none. */
async function requireGateway(outside: OutsideCaller, key: string, signal: AbortSignal): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  const met = await outside.send({ method: "GET", path: "/api/v1/me", headers, signal });
  if (met.status !== 200) throw new Error(`the gateway answered ${met.status} to a key that was just issued`);
}
