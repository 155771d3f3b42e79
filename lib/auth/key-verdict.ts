import type { KeyForCall, SecretForCall } from "@/db/queries/keys/find-key-for-call";
import type { Caller } from "@/lib/policy/caller";

/** Whether a virtual key opens the door, and if not, why. `disabled` is also a key of an archived project or team. */
export type KeyVerdict =
  | { kind: "active"; caller: Caller }
  | { kind: "disabled"; caller: Caller }
  /** By the runaway guard, until a person resumes it. */
  | { kind: "paused"; caller: Caller; reason: string; pausedAt: Date }
  /** Its owner may no longer sign in. */
  | { kind: "suspended"; caller: Caller }
  | { kind: "revoked"; caller: Caller }
  | { kind: "expired"; caller: Caller }
  | { kind: "unknown" };

/** A key and the one of its secrets that was shown, with verdicts made once so that a call allocates nothing. */
export interface KnownSecret {
  caller: Caller;
  revoked: boolean;
  disabled: boolean;
  suspended: boolean;
  paused: boolean;
  /** Models it may call besides, each until a time. */
  modelGrants: KeyForCall["modelGrants"];
  /** Epoch ms of the database's clock. */
  validFrom: number;
  validUntil: number;
  verdicts: { [Kind in Exclude<KeyVerdict["kind"], "unknown">]: KeyVerdict };
}

/** What the gateway remembers of `key` for calls with `secret`. */
export function knownSecret(key: KeyForCall, secret: SecretForCall): KnownSecret {
  const caller: Caller = {
    organizationId: key.organizationId,
    teamId: key.teamId,
    teamName: key.teamName,
    projectId: key.projectId,
    projectName: key.projectName,
    keyId: key.keyId,
    keyName: key.keyName,
    keyPublicId: key.publicId,
    secretId: secret.id,
    ownerId: key.ownerId,
    tags: key.tags,
    mayAttribute: key.mayAttribute,
    allowedModels: key.allowedModels,
    expiresAt: key.expiresAt?.getTime() ?? null,
  };
  return {
    caller,
    revoked: key.status === "revoked" || secret.revokedAt !== null,
    disabled: key.status === "disabled" || key.archived,
    suspended: key.ownerLeft,
    paused: key.pausedAt !== null,
    modelGrants: key.modelGrants,
    validFrom: secret.notBefore.getTime(),
    validUntil: Math.min(key.expiresAt?.getTime() ?? Infinity, secret.notAfter?.getTime() ?? Infinity),
    verdicts: {
      active: { kind: "active", caller },
      disabled: { kind: "disabled", caller },
      paused: { kind: "paused", caller, reason: key.pausedReason ?? "", pausedAt: key.pausedAt ?? key.readAt },
      suspended: { kind: "suspended", caller },
      revoked: { kind: "revoked", caller },
      expired: { kind: "expired", caller },
    },
  };
}

/** The verdict at `now` (epoch ms of the database's clock): time passes without anybody asking the database. */
export function verdictAt(known: KnownSecret, now: number): KeyVerdict {
  if (known.revoked) return known.verdicts.revoked;
  if (now >= known.validUntil || now < known.validFrom) return known.verdicts.expired;
  if (known.disabled) return known.verdicts.disabled;
  if (known.suspended) return known.verdicts.suspended;
  if (known.paused) return known.verdicts.paused;
  return known.modelGrants.length === 0 ? known.verdicts.active : withGrants(known, now);
}

function withGrants({ caller, modelGrants, verdicts }: KnownSecret, now: number): KeyVerdict {
  const running = modelGrants.filter(({ endsAt }) => now < endsAt).flatMap(({ models }) => models);
  if (running.length === 0) return verdicts.active;
  return { kind: "active", caller: { ...caller, allowedModels: [...caller.allowedModels, ...running] } };
}
