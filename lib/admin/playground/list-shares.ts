import { listShares as listShareRows } from "@/db/queries/playground/playground-shares";
import { teamsWith } from "@/lib/auth/authorize";
import { anywhere, defineRead } from "../define-verb";

/** Shared conversations of the teams one sees, newest first. */
export const listShares = defineRead({
  name: "playground.list_shares",
  permission: "playground:read",
  locate: anywhere,
  read: async (work) => listShareRows(work.run, work.organizationId, teamsWith(work.actor, "playground:read")),
});
