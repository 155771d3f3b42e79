import type { QuotaTermsInput } from "@/lib/admin-api/schemas/quotas";
import { systemActor } from "@/lib/auth/actor";
import type { AdminContext, Work } from "../context";
import { createKey } from "../keys/create-key";
import { grantKeyModels } from "../keys/grant-key-models";
import { updateKey } from "../keys/update-key";
import { setPersonRole } from "../people/set-person-role";
import { grantQuota } from "../quotas/grant-quota";
import { limitNow } from "../quotas/limit-now";
import { readAmount, readQuotaTerms, showAmount, shownUnit } from "../quotas/quota-terms";
import { updateQuota } from "../quotas/update-quota";
import { withinTransaction } from "../within-transaction";
import { applySetting } from "./apply-setting";
import type { Ground } from "./find-ground";

interface Approved {
  requestId: string;
  askerId: string;
  /** Why somebody wanted it; goes where a grant says its reason. */
  reason: string;
  /** `ceiling`: nobody approved it but the ceiling, so Gatehouse itself does it. */
  by: "approver" | "ceiling";
}

/** What an approval did. */
export interface Applied {
  keyId: string | null;
  /** When it ends by itself; null: it does not. */
  endsAt: Date | null;
}

const DAY_MS = 86_400_000;

/** Carries an approved change out in the deciding transaction, through the verbs that people use: their rules and audit rows hold. */
export async function applyProposal(work: Work, ground: Ground, approved: Approved): Promise<Applied> {
  const inside = withinTransaction(work, work.run);
  const actor = approved.by === "ceiling" ? systemActor(work.organizationId, "team ceiling") : work.actor;
  const context: AdminContext = { ...inside, actor, approval: { requestId: approved.requestId } };
  const endsAt = "days" in ground.proposal ? inDays(work, ground.proposal.days) : null;
  switch (ground.kind) {
    case "key":
      return { keyId: await makeKey(context, ground, { ...approved, endsAt }), endsAt };
    case "models":
      await allowModels(context, ground, { reason: approved.reason, endsAt });
      return { keyId: null, endsAt };
    case "quota":
      await raiseQuota(context, ground, { reason: approved.reason, endsAt });
      return { keyId: null, endsAt };
    case "role": {
      const { personId, role } = ground.proposal;
      await setPersonRole.run(context, () => ({ personId, role }));
      return { keyId: null, endsAt: null };
    }
    default:
      return { keyId: null, endsAt: await applySetting(context, ground) };
  }
}

function inDays(work: Work, days: number | null): Date | null {
  return days === null ? null : new Date(work.now().getTime() + days * DAY_MS);
}

type GroundOf<Kind extends Ground["kind"]> = Extract<Ground, { kind: Kind }>;

/** The key is its asker's; its first secret waits until they fetch it, so that nobody else ever sees it. */
async function makeKey(
  context: AdminContext,
  { proposal }: GroundOf<"key">,
  { askerId, endsAt }: { askerId: string; endsAt: Date | null },
): Promise<string> {
  const { projectId, name, purpose, models, monthlyUsd, tokensPerMinute } = proposal;
  const { key } = await createKey.run(context, () => ({
    projectId,
    name,
    purpose,
    allowedModels: models,
    expiresAt: endsAt,
    createdBy: askerId,
    firstSecret: "later",
    quotas: [
      ...(monthlyUsd === null ? [] : [limitOf({ unit: "usd", window: "month", limit: monthlyUsd })]),
      ...(tokensPerMinute === null ? [] : [limitOf({ unit: "tokens", window: "minute", limit: tokensPerMinute })]),
    ],
  }));
  return key.id;
}

function limitOf(terms: Pick<QuotaTermsInput, "unit" | "window" | "limit">) {
  return readQuotaTerms({ ...terms, hard: true }, "proposal");
}

async function allowModels(
  context: AdminContext,
  { proposal, key }: GroundOf<"models">,
  { reason, endsAt }: { reason: string; endsAt: Date | null },
): Promise<void> {
  const { keyId, models } = proposal;
  if (endsAt !== null) {
    await grantKeyModels.run(context, () => ({ keyId, models, reason, endsAt }));
    return;
  }
  const allowedModels = models.includes("*") ? ["*"] : [...key.allowedModels, ...models];
  await updateKey.run(context, () => ({ ...UNCHANGED, keyId, allowedModels }));
}

const UNCHANGED = {
  name: undefined,
  purpose: undefined,
  expiresAt: undefined,
  ownerId: undefined,
  tags: undefined,
  mayAttribute: undefined,
  onRunaway: undefined,
};

async function raiseQuota(
  context: AdminContext,
  { proposal, quota }: GroundOf<"quota">,
  { reason, endsAt }: { reason: string; endsAt: Date | null },
): Promise<void> {
  const { quotaId, limit } = proposal;
  if (endsAt === null) {
    const same = {
      hard: undefined,
      shadow: undefined,
      onStoreDown: undefined,
      maxCallPercent: undefined,
      alertPercents: undefined,
    };
    await updateQuota.run(context, () => ({ quotaId, limit, ...same }));
    return;
  }
  const more = readAmount(shownUnit(quota.unit), limit, "proposal.limit") - limitNow(quota);
  await grantQuota.run(context, () => ({ quotaId, amount: showAmount(quota.unit, more), endsAt, reason }));
}
