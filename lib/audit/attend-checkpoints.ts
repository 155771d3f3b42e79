import { takeDueCheckpoints } from "@/db/queries/audit-evidence/checkpoint-schedule";
import { type ClaimedDelivery, claimDeliveries, finishDelivery } from "@/db/queries/audit-evidence/deliveries";
import { destinationBinding } from "@/lib/admin/audit/destination-binding";
import { takeCheckpoint } from "@/lib/admin/audit/take-checkpoint";
import type { AdminDeps } from "@/lib/admin/context";
import { systemActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import type { Logger } from "@/lib/telemetry/logger";
import type { DeliveryDeps, OpenDestination } from "./destinations/destination";
import { DELIVER } from "./destinations/registry";
import type { SignedCheckpoint } from "./document/checkpoint-document";

const LOOK_MS = 2_000;
const AT_ONCE = 10;
const TROUBLE_CHARACTERS = 500;

interface CheckpointDeps {
  admin: AdminDeps;
  /** Where files go. */
  folder: string;
  logger: Logger;
}

/** Takes checkpoints that come due and delivers them; of several processes one does each. `stop` waits for its own last look. */
export function attendCheckpoints(deps: CheckpointDeps): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      await takeDue(deps);
      await deliverDue(deps);
    } catch (error) {
      if (!stopped)
        deps.logger.debug({ error: String(error) }, "could not look after audit checkpoints; looking again");
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

async function takeDue({ admin }: CheckpointDeps): Promise<void> {
  for (const organizationId of await takeDueCheckpoints(admin.database.orm)) {
    const actor = systemActor(organizationId, "checkpoint schedule");
    const context = { ...admin, actor, requestId: newId("req"), clientAddress: null };
    await takeCheckpoint.run(context, () => undefined);
  }
}

/** One try for everything that is due. */
export async function deliverDue({ admin, folder, logger }: CheckpointDeps): Promise<void> {
  const delivery: DeliveryDeps = { egress: admin.egress, folder, now: admin.now };
  const claimed = await claimDeliveries(admin.database.orm, AT_ONCE);
  for (const one of claimed) {
    const trouble = await tryOne(one, admin, delivery);
    if (trouble !== null)
      logger.warn({ destination: one.destination.id, trouble }, "an audit checkpoint was not delivered");
    await finishDelivery(admin.database.orm, one, trouble);
  }
}

async function tryOne(one: ClaimedDelivery, admin: AdminDeps, deps: DeliveryDeps): Promise<string | null> {
  const { document, signature, publicKey } = one.checkpoint;
  const signed = { document, signature, publicKey } as unknown as SignedCheckpoint;
  try {
    await DELIVER[one.destination.kind](signed, await open(one, admin), deps);
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, TROUBLE_CHARACTERS);
  }
}

async function open({ destination }: ClaimedDelivery, { keyring }: AdminDeps): Promise<OpenDestination> {
  const { id, kind, settings, sealed, allowedOrigin, organizationId } = destination;
  if (sealed === null || allowedOrigin === null) return { id, kind, settings, secret: null };
  const secret = await keyring.unseal(sealed, destinationBinding(organizationId, { id, allowedOrigin }));
  return { id, kind, settings, secret };
}
