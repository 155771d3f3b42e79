import type { AdminRoute } from "../define-route";
import { accessRequestsRoutes } from "./access-requests";
import { accessReviewsRoutes } from "./access-reviews";
import { alertsRoutes } from "./alerts";
import { aliasesRoutes } from "./aliases";
import { apiTokensRoutes } from "./api-tokens";
import { auditRoutes } from "./audit";
import { auditEvidenceRoutes } from "./audit-evidence";
import { ceilingsRoutes } from "./ceilings";
import { credentialsRoutes } from "./credentials";
import { keysRoutes } from "./keys";
import { modelsRoutes } from "./models";
import { noticesRoutes } from "./notices";
import { organizationRoutes } from "./organization";
import { peopleRoutes } from "./people";
import { personAccessRoutes } from "./person-access";
import { playgroundRoutes } from "./playground";
import { pricesRoutes } from "./prices";
import { privacyRoutes } from "./privacy";
import { projectsRoutes } from "./projects";
import { proofsRoutes } from "./proofs";
import { providersRoutes } from "./providers";
import { quotasRoutes } from "./quotas";
import { requestExportsRoutes } from "./request-exports";
import { requestGroupsRoutes } from "./request-groups";
import { requestViewsRoutes } from "./request-views";
import { requestsRoutes } from "./requests";
import { runawayRoutes } from "./runaway";
import { scimTokensRoutes } from "./scim-tokens";
import { sessionRoutes } from "./session";
import { signInRoutes } from "./sign-in";
import { statementRoutes } from "./statements";
import { teamsRoutes } from "./teams";
import { usageRoutes } from "./usage";

/** Every route of the management API with the permission it needs; what is not here does not exist. */
export const ROUTES: readonly AdminRoute[] = [
  ...sessionRoutes,
  ...organizationRoutes,
  ...keysRoutes,
  ...accessRequestsRoutes,
  ...ceilingsRoutes,
  ...runawayRoutes,
  ...alertsRoutes,
  ...noticesRoutes,
  ...teamsRoutes,
  ...projectsRoutes,
  ...privacyRoutes,
  ...quotasRoutes,
  ...requestsRoutes,
  ...requestGroupsRoutes,
  ...requestViewsRoutes,
  ...requestExportsRoutes,
  ...playgroundRoutes,
  ...statementRoutes,
  ...usageRoutes,
  ...modelsRoutes,
  ...aliasesRoutes,
  ...pricesRoutes,
  ...providersRoutes,
  ...credentialsRoutes,
  ...peopleRoutes,
  ...personAccessRoutes,
  ...signInRoutes,
  ...scimTokensRoutes,
  ...apiTokensRoutes,
  ...auditRoutes,
  ...auditEvidenceRoutes,
  ...accessReviewsRoutes,
  ...proofsRoutes,
];
