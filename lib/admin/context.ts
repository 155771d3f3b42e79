import type { Database } from "@/db/client";
import type { Runner } from "@/db/queries/runner";
import type { Actor } from "@/lib/auth/actor";
import type { Oidc } from "@/lib/auth/oidc/contract";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import type { Egress, MailEgress } from "@/lib/egress/contract";
import type { QuotaEngine } from "@/lib/quotas/contract";

/** What verbs need from the process; made once. */
export interface AdminDeps {
  database: Database;
  keyring: Keyring;
  /** Origin of the portal, such as `https://ai.example.com`, without a slash at the end. */
  publicUrl: string;
  quotas: Pick<QuotaEngine, "standings">;
  /** The way out, for connection tests of providers. */
  egress: Pick<Egress, "send">;
  /** The way out for mail. */
  mail: MailEgress;
  now(): Date;
  /** The provider people sign in with; null: by one-time links only. */
  oidc: Pick<Oidc, "name" | "preset" | "openToAnyone" | "settings"> | null;
}

/** Who acts, from where, in which request. */
export interface AdminContext extends AdminDeps {
  actor: Actor;
  requestId: string;
  clientAddress: string | null;
}

/** A verb at work: its context, its organization, and the runner (one transaction for a change) every query must go through. */
export interface Work extends AdminContext {
  organizationId: string;
  run: Runner;
}
