import type { Database } from "@/db/client";
import type { AdminContext } from "@/lib/admin/context";
import { NOBODY_WATCHES } from "@/lib/admin/requests/watch-contract";
import { systemActor } from "@/lib/auth/actor";
import type { Keyring } from "@/lib/crypto/keyring-contract";

export interface BootstrapDeps {
  database: Database;
  keyring: Keyring;
  now?(): Date;
}

/** How Gatehouse itself runs verbs while it starts. It serves nobody yet: no quota is asked for and no provider called. */
export function systemContext(deps: BootstrapDeps, organizationId: string): AdminContext {
  return {
    database: deps.database,
    keyring: deps.keyring,
    publicUrl: "",
    quotas: { standings: async () => [] },
    egress: { send: () => Promise.reject(new Error("bootstrap calls no provider")) },
    mail: { send: () => Promise.reject(new Error("bootstrap mails nobody")) },
    now: deps.now ?? (() => new Date()),
    oidc: null,
    playground: { send: () => Promise.reject(new Error("bootstrap calls no model")), secrets: new Map() },
    live: NOBODY_WATCHES,
    actor: systemActor(organizationId, "bootstrap"),
    requestId: "bootstrap",
    clientAddress: null,
  };
}
