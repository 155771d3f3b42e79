import type { Database } from "@/db/client";
import type { Runner } from "@/db/queries/runner";
import type { Actor } from "@/lib/auth/actor";
import type { Oidc } from "@/lib/auth/oidc/contract";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import type { Secret } from "@/lib/crypto/secret";
import type { Egress, MailEgress } from "@/lib/egress/contract";
import type { QuotaEngine } from "@/lib/quotas/contract";
import type { RequestWatch } from "./requests/watch-contract";

/** How the playground calls: through this process's own gateway, with nothing but a key, so that every quota and record applies. */
export interface PlaygroundCalls {
  /** Sends a chat to the gateway; its answer as an application would get it. */
  send(call: { secret: Secret; body: Record<string, unknown>; signal: AbortSignal }): Promise<Response>;
  /** Secrets this process issued to its people's playground keys, by key: only their digests are in the database. */
  secrets: Map<string, { secret: Secret; endsAt: Date }>;
}

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
  playground: PlaygroundCalls;
  /** Who watches requests come in, in this process. */
  live: RequestWatch;
  /** The provider people sign in with; null: by one-time links only. */
  oidc: Pick<Oidc, "name" | "preset" | "openToAnyone" | "settings"> | null;
}

/** Who acts, from where, in which request. */
export interface AdminContext extends AdminDeps {
  actor: Actor;
  requestId: string;
  clientAddress: string | null;
  /** An approved access request that is being carried out: its ceiling and its second person were seen to. Never from a request. */
  approval?: { requestId: string };
}

/** A verb at work: its context, its organization, and the runner (one transaction for a change) every query must go through. */
export interface Work extends AdminContext {
  organizationId: string;
  run: Runner;
}
