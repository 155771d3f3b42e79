import { type ExpiringThing, listExpiringFor } from "@/db/queries/notices/expiring-things";
import { may } from "@/lib/auth/authorize";
import { defineRead, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";

/** What ends by itself soon and is mine, of teams I lead, or the organization's if I run it. */
export const listMyExpiring = defineRead({
  name: "notices.list_my_expiring",
  permission: "me:read",
  locate: inOrganization,
  async read(work, _target, _input: undefined): Promise<ExpiringThing[]> {
    const { personId, teams } = personActorOf(work);
    const leads = [...teams].filter(([, role]) => role === "lead").map(([id]) => id);
    const isAdmin = may(work.actor, "people:invite", { kind: "organization" });
    return await listExpiringFor(work.run, work.organizationId, { personId, leads, isAdmin });
  },
});
