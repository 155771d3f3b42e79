import { ROUTES } from "@/lib/gateway/routes";
import type { ProvenRoute } from "./control";

/** The gateway's own route table, as the proof sees it. */
export const PROVEN_ROUTES: readonly ProvenRoute[] = ROUTES.map(({ method, path, meter, kind }) => ({
  name: `${method} ${path}`,
  method,
  meter,
  ...(kind === undefined ? {} : { kind }),
}));
