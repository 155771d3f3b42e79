import { listQuotas as listQuotaRows, type QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import { personIdOf } from "@/lib/auth/actor";
import { teamsWith } from "@/lib/auth/authorize";
import { anywhere, defineRead } from "../define-verb";
import { withStandings } from "./with-standings";

interface ListQuotas {
  scopeKinds: readonly QuotaRow["scopeKind"][] | null;
  scopeId: string | null;
  includeArchived: boolean;
}

/** Quotas the actor may see with where they stand, outermost scope first. */
export const listQuotas = defineRead({
  name: "quotas.list",
  permission: "quotas:read",
  locate: anywhere,
  async read(work, _target, input: ListQuotas) {
    const teamIds = teamsWith(work.actor, "quotas:read");
    const personId = personIdOf(work.actor);
    return withStandings(work, await listQuotaRows(work.run, work.organizationId, { ...input, teamIds, personId }));
  },
});
