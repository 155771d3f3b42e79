import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import { breakProof, findProvenOrganization, finishProof, saveProofProgress } from "@/db/queries/proof/save-proof";
import { auditActor } from "@/lib/admin/audit-actor";
import type { AdminContext, AdminDeps } from "@/lib/admin/context";
import { systemActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { createSocketEgress } from "@/lib/egress/socket-egress";
import type { Logger } from "@/lib/telemetry/logger";
import { CONTROLS } from "./controls/registry";
import type { ProofDocument, SignedCell, SignedProof } from "./document/proof-document";
import { findGateway, type GatewayPlaces } from "./find-gateway";
import { PROVEN_ROUTES } from "./proven-routes";
import { runProof } from "./run-proof";
import { SAMPLES } from "./samples/registry";

const PROGRESS_MS = 1_000;

export interface ProofDeps {
  admin: AdminDeps;
  places: GatewayPlaces;
  bodyLimitBytes: number;
  software: ProofDocument["software"];
  logger: Logger;
}

/** Runs a claimed proof to its end, whatever that is, and writes it down with its audit row. Throws when the store does not take it. */
export async function carryOutProof(deps: ProofDeps, proof: { id: string; organizationId: string }): Promise<void> {
  const context: AdminContext = {
    ...deps.admin,
    actor: systemActor(proof.organizationId, "proof of enforcement"),
    requestId: newId("req"),
    clientAddress: null,
  };
  const progress = followProgress(deps, proof.id);
  let ended: SignedProof | string;
  try {
    ended = await tryIt(deps, context, { ...proof, progress });
  } catch (error) {
    deps.logger.warn({ proof: proof.id, error }, "a proof of enforcement could not be carried out");
    ended = sentenceOf(error);
  }
  await progress.stop();
  await writeEnd(context, proof.id, ended);
  if (typeof ended === "string" || ended.document.passed) return;
  const red = ended.document.cells.filter((cell) => !cell.passed).map(({ control, route }) => `${control} ${route}`);
  deps.logger.error({ proof: proof.id, red }, "a control is not enforced: see Settings, Proof of enforcement");
}

interface Task {
  id: string;
  organizationId: string;
  progress: Progress;
}

async function tryIt(deps: ProofDeps, context: AdminContext, task: Task): Promise<SignedProof> {
  const { places } = deps;
  const origins = [places.publicOrigin, places.listener].filter((origin) => origin !== null);
  // Reaches the gateway and nothing else.
  const allow = origins.map(hostAndPort);
  const egress = createHttpEgress({ allow });
  const out = { egress, sockets: createSocketEgress({ allow }) };
  try {
    const organization = await findProvenOrganization(context.database.orm, task.organizationId);
    if (organization === null) throw new Error("The organization is gone.");
    return await runProof({
      id: task.id,
      context,
      organization,
      gateway: await findGateway(places, out),
      out,
      bodyLimitBytes: deps.bodyLimitBytes,
      software: deps.software,
      routes: PROVEN_ROUTES,
      controls: CONTROLS,
      samples: SAMPLES,
      onPlanned: task.progress.onPlanned,
      onCell: task.progress.onCell,
    });
  } finally {
    await egress.close();
  }
}

function hostAndPort(origin: string): string {
  const { hostname, port, protocol } = new URL(origin);
  return `${hostname.replace(/^\[|\]$/g, "")}:${port || (protocol === "https:" ? "443" : "80")}`;
}

interface Progress {
  onPlanned(cells: number): void;
  onCell(cell: SignedCell): void;
  /** Resolves when nothing is being written any more. */
  stop(): Promise<void>;
}

/** Writes every second how far the run is, which also says that it lives. */
function followProgress({ admin, logger }: ProofDeps, proofId: string): Progress {
  let planned = 0;
  const cells: SignedCell[] = [];
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    writing = saveProofProgress(admin.database.orm, proofId, { planned, cells: [...cells] }).catch((error: unknown) => {
      logger.warn({ error: String(error) }, "the progress of a proof could not be written; trying again");
    });
  };
  const timer = setInterval(write, PROGRESS_MS);
  return {
    onPlanned: (count) => {
      planned = count;
    },
    onCell: (cell) => cells.push(cell),
    stop() {
      clearInterval(timer);
      return writing;
    },
  };
}

async function writeEnd(context: AdminContext, proofId: string, ended: SignedProof | string): Promise<void> {
  const { organizationId } = context.actor;
  await context.database.orm.transaction(async (run) => {
    const isOurs =
      typeof ended === "string"
        ? await breakProof(run, proofId, ended)
        : await finishProof(run, proofId, { ...columnsOf(ended) });
    if (!isOurs) return;
    await appendAuditEvent(run, organizationId, {
      ...auditActor(context.actor),
      action: "proofs.finish",
      targetKind: "proof",
      targetId: proofId,
      before: null,
      after: auditOf(ended),
      requestId: context.requestId,
      clientAddress: null,
    });
  });
}

function columnsOf({ document, signature, publicKey }: SignedProof) {
  return { passed: document.passed, cells: document.cells, document: { ...document }, signature, publicKey };
}

/** The signature is in the chain, so a document cannot be replaced later without that being seen. */
function auditOf(ended: SignedProof | string): Record<string, unknown> {
  if (typeof ended === "string") return { failure: ended };
  const { document, signature } = ended;
  const red = document.cells.filter((cell) => !cell.passed).length;
  return { passed: document.passed, cells: document.cells.length, red, signature };
}

function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `The proof could not be carried out: ${text}`.slice(0, 500);
}
