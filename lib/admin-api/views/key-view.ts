import type { KeySecretRow } from "@/db/queries/keys/list-key-secrets";
import type { KeyRow } from "@/db/queries/keys/list-keys";
import type { KeyDetailRows } from "@/lib/admin/keys/key-detail";
import type { Actor } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";
import type { Secret } from "@/lib/crypto/secret";
import { virtualKeyStart } from "@/lib/crypto/virtual-key";
import type { Key, KeyAction, KeyDetail, KeySecret, KeyStatus, KeyWithSecret } from "../schemas/keys";
import { allowedActions } from "./allowed-actions";
import { quotaView } from "./quota-view";

type ActionTable = readonly (readonly [KeyAction, Permission])[];

const UPDATE = ["update", "keys:update"] as const;
const ROTATE = ["rotate", "keys:rotate"] as const;
const REVOKE = ["revoke", "keys:revoke"] as const;
const QUOTA = ["set_quota", "quotas:write"] as const;
const ACTIONS: Record<KeyStatus, ActionTable> = {
  active: [UPDATE, ROTATE, ["disable", "keys:disable"], REVOKE, QUOTA],
  paused: [UPDATE, ROTATE, ["disable", "keys:disable"], ["resume", "keys:resume"], REVOKE, QUOTA],
  suspended: [UPDATE, ["disable", "keys:disable"], REVOKE, QUOTA],
  disabled: [UPDATE, ROTATE, ["enable", "keys:disable"], REVOKE, QUOTA],
  expired: [UPDATE, REVOKE],
  revoked: [],
};

/** A key as the API shows it to `actor`. */
export function keyView(key: KeyRow, actor: Actor): Key {
  return {
    id: key.id,
    name: key.name,
    purpose: key.purpose,
    publicId: key.publicId,
    start: virtualKeyStart(key.publicId),
    status: key.statusNow,
    team: { id: key.teamId, name: key.teamName },
    project: { id: key.projectId, name: key.projectName },
    allowedModels: key.allowedModels,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    createdAt: key.createdAt.toISOString(),
    createdBy: creator(key),
    owner: key.ownerId === null ? null : { id: key.ownerId, name: key.ownerName ?? key.ownerId },
    playground: key.playgroundOf !== null,
    tags: key.tags,
    mayAttribute: key.mayAttribute,
    onRunaway: key.onRunaway,
    pausedAt: key.pausedAt?.toISOString() ?? null,
    pausedReason: key.pausedReason,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    activeSecretCount: key.activeSecretCount,
    disabledAt: key.disabledAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    allowedActions: actionsOn(key, actor),
  };
}

/** A key with its secrets and quotas, as the API shows it to `actor`. */
export function keyDetailView({ key, secrets, quotas, modelGrants }: KeyDetailRows, actor: Actor): KeyDetail {
  return {
    ...keyView(key, actor),
    modelGrants: modelGrants.map(({ id, models, reason, grantedBy, granterName, endsAt }) => ({
      id,
      models,
      reason,
      grantedBy: grantedBy === null ? null : { id: grantedBy, name: granterName ?? grantedBy },
      endsAt: endsAt.toISOString(),
    })),
    secrets: secrets.map(secretView),
    quotas: quotas.map((quota) => quotaView(quota, actor)),
  };
}

/** The one answer that holds the secret itself. */
export function keyWithSecretView(result: KeyDetailRows & { secret: Secret | null }, actor: Actor): KeyWithSecret {
  return { key: keyDetailView(result, actor), secret: result.secret?.reveal() ?? null, alreadyShown: false };
}

function secretView(secret: KeySecretRow): KeySecret {
  return {
    id: secret.id,
    last4: secret.last4,
    status: secret.statusNow,
    notBefore: secret.notBefore.toISOString(),
    notAfter: secret.notAfter?.toISOString() ?? null,
    revokedAt: secret.revokedAt?.toISOString() ?? null,
    createdAt: secret.createdAt.toISOString(),
    createdBy: creator(secret),
    lastUsedAt: secret.lastUsedAt?.toISOString() ?? null,
  };
}

function creator(row: { createdBy: string | null; creatorName: string | null }): { id: string; name: string } | null {
  return row.createdBy === null ? null : { id: row.createdBy, name: row.creatorName ?? row.createdBy };
}

function actionsOn(key: KeyRow, actor: Actor): KeyAction[] {
  const scope = { kind: "team", teamId: key.teamId, creatorId: key.createdBy } as const;
  const archived = key.projectArchivedAt !== null || key.teamArchivedAt !== null;
  const table = archived && key.statusNow !== "revoked" ? [REVOKE] : ACTIONS[key.statusNow];
  return allowedActions(
    actor,
    scope,
    key.playgroundOf === null ? table : table.filter(([action]) => action !== "rotate"),
  );
}
