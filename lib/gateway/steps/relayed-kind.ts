import type { Plan } from "@/lib/routing/plan";
import type { Asked } from "../asked";
import type { GatewayDeps } from "../deps";
import type { ChatEndpoint } from "../endpoint";
import type { Exchange } from "../exchange";
import { findRelay } from "./find-relay";
import { wrongEndpoint } from "./wrong-endpoint";

/**
 * A call of a chat dialect for a model that is none, where the dialect has words for it: only targets that speak the dialect can answer.
 * A picture is counted for each answer, in case the price is by the picture. Throws AppError `wrong_endpoint` when no target speaks it.
 */
export function relayedKind(
  { asked, plan, endpoint, exchange }: { asked: Asked; plan: Plan; endpoint: ChatEndpoint; exchange: Exchange },
  { findAdapter }: Pick<GatewayDeps, "findAdapter">,
): Plan {
  const { model } = plan;
  if (model.kind === "chat") return plan;
  const targets = plan.targets.filter((target) => {
    const adapter = findAdapter(target.adapterId);
    return adapter !== undefined && asked.isForeign !== true && findRelay(adapter, endpoint.dialect, target) !== null;
  });
  if (targets.length === 0) throw wrongEndpoint(model);
  if (model.kind === "image") exchange.units = { picture: asked.choices };
  return { ...plan, targets };
}
