import { takeDueProofs } from "@/db/queries/proof/proof-schedule";
import { abandonSilentProofs, claimProof } from "@/db/queries/proof/queue-proof";
import { startProof } from "@/lib/admin/proof/start-proof";
import { systemActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { AdminError } from "@/lib/errors/admin-error";
import { carryOutProof, type ProofDeps } from "./carry-out";

const LOOK_MS = 1_000;
/** The schedule is by the minute, and so is giving up what a dead process left. */
const LOOKS_PER_ROUND = 20;

/** Takes up what was asked for, and what comes due; of several processes one gets each. `stop` waits for nothing but its own last look. */
export function attendProofs(deps: ProofDeps): { stop(): Promise<void> } {
  let looks = 0;
  let stopped = false;
  let timer: NodeJS.Timeout;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      if (looks++ % LOOKS_PER_ROUND === 0) await goRound(deps);
      const proof = await claimProof(deps.admin.database.orm);
      // Not awaited: a proof takes its minute, and says itself that it lives.
      if (proof !== null) void carryOut(deps, proof);
    } catch (error) {
      if (!stopped) deps.logger.debug({ error: String(error) }, "could not look for proofs to run; looking again");
    }
    if (!stopped) again();
  };
  const again = () => {
    timer = setTimeout(() => {
      looking = look();
    }, LOOK_MS).unref();
  };
  again();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return looking;
    },
  };
}

async function carryOut(deps: ProofDeps, proof: { id: string; organizationId: string }): Promise<void> {
  try {
    await carryOutProof(deps, proof);
  } catch (error) {
    deps.logger.warn({ proof: proof.id, error: String(error) }, "the end of a proof could not be written");
  }
}

/** Ends what nobody carries out any more, and queues what has come due. */
async function goRound(deps: ProofDeps): Promise<void> {
  await abandonSilentProofs(deps.admin.database.orm, "all");
  for (const organizationId of await takeDueProofs(deps.admin.database.orm)) {
    const actor = systemActor(organizationId, "schedule");
    const context = { ...deps.admin, actor, requestId: newId("req"), clientAddress: null };
    try {
      await startProof.run(context, () => ({ trigger: "schedule" }));
    } catch (error) {
      // One that somebody asked for is under way: today has its proof.
      if (!(error instanceof AdminError) || error.code !== "conflict") throw error;
    }
  }
}
