import type { CeilingTerms } from "@/db/queries/ceilings/team-ceilings";
import { insertKey } from "@/db/queries/keys/write-key";
import {
  findPlaygroundKey,
  lockPlaygroundKey,
  type PlaygroundKey,
  renewPlaygroundKey,
} from "@/db/queries/playground/playground-keys";
import type { ProjectRow } from "@/db/queries/projects/list-projects";
import type { QuotaTerms } from "@/db/queries/quotas-admin/write-quota";
import type { PersonActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import type { Secret } from "@/lib/crypto/secret";
import { newPublicId } from "@/lib/crypto/virtual-key";
import { ceilingOf } from "../ceilings/ceiling-of";
import type { Work } from "../context";
import { issueSecret } from "../keys/issue-secret";
import { putQuota } from "../quotas/put-quota";

/** On every playground key, so that charts and limits can tell its calls apart. */
const PLAYGROUND_TAG = "purpose=playground";
const HOUR_MS = 3_600_000;
/** A key that nobody renews dies after a working day. */
const KEY_LIFE_MS = 8 * HOUR_MS;
const SECRET_LIFE_MS = HOUR_MS;
/** A secret that ends so soon is not used for a new call. */
const MARGIN_MS = 60_000;

export interface ReadyKey {
  key: PlaygroundKey;
  secret: Secret;
  isNew: boolean;
  /** Its own limits were set just now, so gateways must learn of them. */
  isLimited: boolean;
}

/**
 * The key with which a person's playground calls in a project, and a secret that still works for a while. Both are made when there is
 * none, within what the person's ceiling in the team allows now; a key that was disabled or paused stays so, and the gateway says why.
 */
export async function playgroundKeyOf(work: Work, project: ProjectRow, actor: PersonActor): Promise<ReadyKey> {
  await lockPlaygroundKey(work.run, project.id, actor.personId);
  const found = await findPlaygroundKey(work.run, project.id, actor.personId);
  const now = work.now().getTime();
  const known = found === null ? undefined : work.playground.secrets.get(found.id);
  if (found !== null && known !== undefined && known.endsAt.getTime() > now + MARGIN_MS) {
    return { key: found, secret: known.secret, isNew: false, isLimited: false };
  }
  const ceiling = await ceilingOf(work, project.teamId);
  const life = { allowedModels: ceiling?.models ?? ["*"], expiresAt: new Date(now + KEY_LIFE_MS) };
  const key = found ?? (await makeKey(work, { project, actor, life }));
  if (found !== null) await renewPlaygroundKey(work.run, key.id, life);
  const limits = limitsOf(ceiling);
  for (const terms of limits) await putQuota(work, { scopeKind: "key", scopeId: key.id }, terms);
  const endsAt = new Date(now + SECRET_LIFE_MS);
  const { secret } = await issueSecret(work, key, endsAt);
  work.playground.secrets.set(key.id, { secret, endsAt });
  return { key, secret, isNew: found === null, isLimited: limits.length > 0 };
}

interface KeyToBe {
  project: ProjectRow;
  actor: PersonActor;
  life: { allowedModels: string[]; expiresAt: Date };
}

async function makeKey(work: Work, { project, actor: { personId, name }, life }: KeyToBe): Promise<PlaygroundKey> {
  const key = { id: newId("key"), publicId: newPublicId() };
  await insertKey(work.run, work.organizationId, {
    ...key,
    ...life,
    projectId: project.id,
    name: `Playground of ${name}`,
    purpose: "Made by the playground. It dies when it is not used for eight hours.",
    ownerId: personId,
    tags: [PLAYGROUND_TAG],
    mayAttribute: false,
    onRunaway: "flag",
    createdBy: personId,
    playgroundOf: personId,
  });
  return key;
}

/** What a ceiling lets a key spend becomes limits on the key. */
function limitsOf(ceiling: CeilingTerms | null): QuotaTerms[] {
  const terms = { windowDays: null, anchor: null, hard: true, shadow: false, onStoreDown: "last_known" } as const;
  const rest = { ...terms, maxCallPercent: 100, alertPercents: [] };
  const { monthlyMicrosPerKey: micros = null, tokensPerMinutePerKey: tokens = null } = ceiling ?? {};
  return [
    ...(micros === null ? [] : [{ ...rest, unit: "usd_micros" as const, window: "month" as const, limit: micros }]),
    ...(tokens === null ? [] : [{ ...rest, unit: "tokens" as const, window: "minute" as const, limit: tokens }]),
  ];
}
