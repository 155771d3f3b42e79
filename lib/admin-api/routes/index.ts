import type { AdminRoute } from "../define-route";
import { sessionRoutes } from "./session";
import { teamsRoutes } from "./teams";

/** Every route of the management API with the permission it needs; what is not here does not exist. */
export const ROUTES: readonly AdminRoute[] = [...sessionRoutes, ...teamsRoutes];
