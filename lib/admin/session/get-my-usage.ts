import { findTimeZone } from "@/db/queries/usage/find-time-zone";
import { type PersonDay, sumPersonDays } from "@/db/queries/usage/sum-person-days";
import { defineRead, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";

/** What my own calls took, day by day. */
export interface MyUsage {
  timeZone: string;
  days: PersonDay[];
}

/** Calls of keys that count in my quotas. */
export const getMyUsage = defineRead({
  name: "session.usage",
  permission: "me:read",
  locate: inOrganization,
  async read(work, _target, { days }: { days: number }): Promise<MyUsage> {
    const { personId } = personActorOf(work);
    const timeZone = await findTimeZone(work.database, work.organizationId);
    return { timeZone, days: await sumPersonDays(work.database, work.organizationId, { personId, timeZone, days }) };
  },
});
