import type { SealedSecret } from "@/db/schema/provider";
import type { BrownOutStep } from "@/db/schema/team";
import type { JsonObject } from "@/lib/llm/json";
import type { Price } from "@/lib/pricing/contract";
import type { TargetCapabilities } from "@/lib/providers/contract";
import type { QuotaIndex } from "./quota-index";

/** One target of a model, with everything a call needs except its opened credential. */
export interface DeploymentPolicy {
  id: string;
  priority: number;
  upstreamModel: string;
  adapterId: string;
  providerId: string;
  providerName: string;
  baseUrl: string;
  simulated: boolean;
  settings: JsonObject;
  credentialId: string | null;
  price: Price | null;
}

/** A provider's sealed API key and what its seal is bound to; opened only at the moment of a call. */
export interface SealedCredential {
  id: string;
  sealed: SealedSecret;
  allowedOrigin: string;
}

export interface ModelPolicy {
  id: string;
  name: string;
  title: string;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  /** Put into calls that set no bound on their answer. */
  defaultMaxTokens: number | null;
  capabilities: TargetCapabilities;
  createdAt: number;
  /** Active ones, by priority. */
  deployments: DeploymentPolicy[];
}

export interface ProjectPolicy {
  id: string;
  name: string;
  teamId: string;
  archived: boolean;
  /** Its brown-out ladder, ascending; empty for most. */
  brownOut: readonly BrownOutStep[];
}

export type { BrownOutStep };

/** Everything a gateway process enforces except the keys themselves, as of one policy version. Immutable. */
export interface PolicySnapshot {
  organizationId: string;
  organizationName: string;
  timeZone: string;
  version: number;
  loadedAt: number;
  models: ReadonlyMap<string, ModelPolicy>;
  credentials: ReadonlyMap<string, SealedCredential>;
  quotas: QuotaIndex;
  teams: ReadonlyMap<string, { id: string; name: string; archived: boolean }>;
  projects: ReadonlyMap<string, ProjectPolicy>;
}
