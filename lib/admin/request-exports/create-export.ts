import { insertRequestExport, listRequestExports } from "@/db/queries/request-exports/request-exports";
import { personIdOf } from "@/lib/auth/actor";
import { teamsWith } from "@/lib/auth/authorize";
import { newId } from "@/lib/crypto/new-id";
import { AdminError } from "@/lib/errors/admin-error";
import { anywhere, defineChange } from "../define-verb";

const AT_ONCE = 3;
const DEFAULT_SPAN_MS = 30 * 86_400_000;

interface CreateExport {
  format: "csv" | "jsonl";
  /** As the list of requests takes it, already found sound. */
  filter: Record<string, string>;
}

/** Asks for a file of the calls that match and that the actor may export. Throws `conflict` when too many are under way. */
export const createExport = defineChange({
  name: "requests.export",
  permission: "requests:export",
  policy: "not_enforced",
  locate: anywhere,
  async change(work, _target, { format, filter }: CreateExport) {
    const personId = personIdOf(work.actor);
    if (personId === null) throw new AdminError("forbidden", "Only a person can ask for an export.");
    const own = await listRequestExports(work.run, work.organizationId, personId);
    if (own.filter(({ state }) => state === "waiting" || state === "running").length >= AT_ONCE)
      throw new AdminError("conflict", "Three of your exports are under way. Wait until one is done.");
    const teams = teamsWith(work.actor, "requests:export");
    const to = filter.to ?? work.now().toISOString();
    const from = filter.from ?? new Date(Date.parse(to) - DEFAULT_SPAN_MS).toISOString();
    const row = await insertRequestExport(work.run, {
      id: newId("exp"),
      organizationId: work.organizationId,
      personId,
      format,
      filter: { ...filter, from, to },
      teamIds: teams === "all" ? null : [...teams],
    });
    return {
      result: row,
      audit: { targetKind: "request_export", targetId: row.id, before: null, after: { format, filter: row.filter } },
    };
  },
});
