import { findKeyNames } from "@/db/queries/keys/find-key-names";
import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import { hourlyUseByKey, recentUseByKey } from "@/db/queries/usage/past-use";
import type { QuotaWhatIfView } from "@/lib/admin-api/schemas/quotas";
import { teamsWith } from "@/lib/auth/authorize";
import { AdminError } from "@/lib/errors/admin-error";
import { type Replay, wouldRefuse } from "@/lib/quotas/would-refuse";
import type { Work } from "../context";
import { defineRead } from "../define-verb";
import { locateSeenQuota } from "./locate-quota";
import { readAmount, showAmount, shownUnit } from "./quota-terms";
import { isEachEndUser } from "./with-standings";

const MOST_KEYS = 20;
const ROLLING_MS = { minute: 60_000, hour: 3_600_000 };

/** Who would have been refused, had the quota had another limit: the calls of the last window played again. */
export const getQuotaWhatIf = defineRead({
  name: "quotas.what_if",
  permission: "quotas:read",
  kind: "quota",
  locate: locateSeenQuota,
  async read(work, quota, { limit }: { quotaId: string; limit: string }): Promise<QuotaWhatIfView> {
    const amount = readAmount(shownUnit(quota.unit), limit, "limit");
    const replay = await replayWith(work, quota, Number(amount));
    const refused = replay.keys.filter((key) => key.refused > 0);
    const keyIds = refused.slice(0, MOST_KEYS).map((key) => key.keyId);
    const teamIds = teamsWith(work.actor, "keys:read");
    const names = await findKeyNames(work.run, work.organizationId, { keyIds, teamIds });
    const listed = refused.filter((key) => names.has(key.keyId));
    return {
      limit: showAmount(quota.unit, amount),
      over: isRolling(quota) ? "day" : "window",
      calls: replay.calls,
      refused: replay.refused,
      windows: replay.windows.map(({ start, firstRefusedAt, calls, refused: stopped }) => ({
        start: start.toISOString(),
        firstRefusedAt: firstRefusedAt?.toISOString() ?? null,
        calls,
        refused: stopped,
      })),
      keys: listed.map((key) => ({
        id: key.keyId,
        name: names.get(key.keyId) ?? key.keyId,
        calls: key.calls,
        refused: key.refused,
      })),
      refusedElsewhere: refused.reduce((sum, key) => (names.has(key.keyId) ? sum : sum + key.refused), 0),
    };
  },
});

function isRolling({ window }: QuotaRow): boolean {
  return window === "minute" || window === "hour";
}

/** Throws AdminError `conflict` for limits whose past says nothing about another one. */
async function replayWith(work: Work, quota: QuotaRow, limit: number): Promise<Replay> {
  if (quota.unit === "concurrent" || isEachEndUser(quota)) {
    throw new AdminError(
      "conflict",
      "Such a limit cannot be played again. Set it in shadow mode and watch what it says.",
    );
  }
  const { sql } = work.database;
  if (quota.window === "minute" || quota.window === "hour") {
    return wouldRefuse(await recentUseByKey(sql, quota), limit, ROLLING_MS[quota.window]);
  }
  return wouldRefuse(await hourlyUseByKey(sql, quota), limit, null);
}
