import { AppError, toAppError } from "@/lib/errors/app-error";
import type { ObjectOwner } from "@/lib/objects/contract";
import type { Caller } from "@/lib/policy/caller";
import type { Plan } from "@/lib/routing/plan";
import type { Asked } from "../asked";
import type { GatewayDeps } from "../deps";
import type { Exchange } from "../exchange";

/**
 * A call that builds on what an earlier one left upstream goes where that is: to the deployment that made it, or for another model
 * to the same provider. Throws AppError `object_not_found` for what this project did not make, `invalid_request` where the model
 * is not served there, `policy_unavailable` while it cannot know.
 */
export async function pinToObjects(
  call: { caller: Caller; asked: Asked; plan: Plan; exchange: Exchange },
  deps: Pick<GatewayDeps, "objects">,
): Promise<Plan> {
  const { asked, plan, exchange } = call;
  const ids = asked.objectIds;
  if (ids === undefined) return plan;
  const startedMs = exchange.elapsedMs();
  const owners = await findOwned(ids, call.caller, deps);
  const targets = owners.reduce((left, owner) => closest(left, owner), plan.targets);
  if (targets.length === 0) {
    throw new AppError(
      "invalid_request",
      `Model "${plan.model.name}" is not served where "${ids[0] ?? ""}" is kept. Use the model that made it, or send the whole \`input\`.`,
      { param: "previous_response_id" },
    );
  }
  exchange.note("pin", "to what it builds on", startedMs, { targets: targets.map(({ id }) => id).join(", ") });
  return { ...plan, targets };
}

/** The owners of these ids, each of them the caller's own project. */
export async function findOwned(
  ids: readonly string[],
  caller: Caller,
  { objects }: Pick<GatewayDeps, "objects">,
): Promise<ObjectOwner[]> {
  const found = objects === undefined ? new Map<string, ObjectOwner>() : await lookUp(ids, objects);
  return ids.map((id) => {
    const owner = found.get(id);
    if (owner === undefined || owner.projectId !== caller.projectId) throw notFound(id);
    return owner;
  });
}

/** For what nobody made here, and for what another project made: the same words, so neither can be told from the other. */
function notFound(id: string): AppError {
  return new AppError(
    "object_not_found",
    `"${id.slice(0, 100)}" does not exist for this key. Only what models of OpenAI's own dialect stored for this project, in the last 30 days, can be used by id; otherwise send the whole \`input\`.`,
  );
}

async function lookUp(ids: readonly string[], objects: NonNullable<GatewayDeps["objects"]>) {
  try {
    return await objects.find(ids);
  } catch (cause) {
    throw new AppError("policy_unavailable", "Gatehouse cannot look up whose this is at the moment. Try again.", {
      internal: toAppError(cause).internal ?? "objects could not be found",
      cause,
    });
  }
}

function closest(targets: Plan["targets"], owner: ObjectOwner): Plan["targets"] {
  const same = targets.filter(({ id }) => id === owner.deploymentId);
  return same.length > 0 ? same : targets.filter(({ providerId }) => providerId === owner.providerId);
}
