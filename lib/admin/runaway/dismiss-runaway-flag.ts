import { type FlagRow, findFlag } from "@/db/queries/runaway/list-flags";
import { resolveFlags } from "@/db/queries/runaway/write-flag";
import { personIdOf } from "@/lib/auth/actor";
import { AdminError, notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange, type Located } from "../define-verb";

/** Says that what a flag tells is in order. The key is not touched; its next calls are judged afresh. */
export const dismissRunawayFlag = defineChange({
  name: "runaway.dismiss",
  permission: "keys:resume",
  seenWith: "keys:read",
  kind: "flag",
  policy: "not_enforced",
  locate: locateFlag,
  async change(work, flag, _input: { flagId: string }) {
    if (flag.paused) throw new AdminError("conflict", "This flag paused its key. Resume the key instead.");
    const by = { keyId: flag.keyId, flagId: flag.id, personId: personIdOf(work.actor) };
    if ((await resolveFlags(work.run, work.organizationId, by)) === 0) {
      throw new AdminError("conflict", "Somebody resolved this flag already.");
    }
    return {
      result: await readFlag(work, flag.id),
      audit: {
        targetKind: "key",
        targetId: flag.keyId,
        before: { flag: flag.kind, reason: flag.reason },
        after: { flag: null },
      },
    };
  },
});

async function locateFlag(work: Work, input: { flagId: string }): Promise<Located<FlagRow> | null> {
  const flag = await findFlag(work.run, work.organizationId, input.flagId);
  return flag && { target: flag, scope: { kind: "team", teamId: flag.teamId } };
}

async function readFlag(work: Work, flagId: string): Promise<FlagRow> {
  const flag = await findFlag(work.run, work.organizationId, flagId);
  if (flag === null) throw notFound("flag");
  return flag;
}
