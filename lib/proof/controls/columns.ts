import type { ProvenRoute } from "../control";
import type { ProofColumn } from "../document/proof-document";

const BOTH = ["whole", "streamed"] as const;

/** Every route: the door itself. */
export function everyRoute(): readonly ProofColumn[] {
  return BOTH;
}

/** Routes that call a model, whole and streamed. */
export function meteredRoutes(route: ProvenRoute): readonly ProofColumn[] {
  return route.meter === "model_call" ? BOTH : [];
}

/** Routes that call a model and take a body. */
export function bodyRoutes(route: ProvenRoute): readonly ProofColumn[] {
  return route.method === "GET" ? [] : meteredRoutes(route);
}

/** Once per route that calls a model: the column makes no difference. */
export function meteredOnce(route: ProvenRoute): readonly ProofColumn[] {
  return route.meter === "model_call" ? ["whole"] : [];
}
