import { type FlagRow, listFlags } from "@/db/queries/runaway/list-flags";
import { teamsWith } from "@/lib/auth/authorize";
import { anywhere, defineRead } from "../define-verb";

/** What the runaway guard saw in keys that the actor may see, newest first. */
export const listRunawayFlags = defineRead({
  name: "runaway.list",
  permission: "keys:read",
  locate: anywhere,
  async read(work, _target, input: { keyId: string | null; open: boolean }): Promise<FlagRow[]> {
    const teamIds = teamsWith(work.actor, "keys:read");
    return listFlags(work.run, work.organizationId, { teamIds, ...input });
  },
});
