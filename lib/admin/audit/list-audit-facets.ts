import { listAuditFacets as listFacetRows } from "@/db/queries/audit/list-audit-facets";
import { defineRead, inOrganization } from "../define-verb";

/** The actions and actors that the audit log has. */
export const listAuditFacets = defineRead({
  name: "audit.facets",
  permission: "audit:read",
  locate: inOrganization,
  read: (work, _target, _input: undefined) => listFacetRows(work.run, work.organizationId),
});
