import type { SealedSecret } from "@/db/schema/provider";
import type { BrownOutStep } from "@/db/schema/team";
import type { ModelNames } from "./model-names";
import type { DeploymentPolicy, ModelPolicy } from "./model-policy";
import type { QuotaIndex } from "./quota-index";

/** A provider's sealed API key and what its seal is bound to; opened only at the moment of a call. */
export interface SealedCredential {
  id: string;
  sealed: SealedSecret;
  allowedOrigin: string;
}

export interface ProjectPolicy {
  id: string;
  name: string;
  teamId: string;
  archived: boolean;
  /** Its brown-out ladder, ascending; empty for most. */
  brownOut: readonly BrownOutStep[];
  /** Prompts and answers are kept; left out: they are not. */
  keepsText?: boolean;
}

export type { BrownOutStep, DeploymentPolicy, ModelPolicy };

/** Everything a gateway process enforces except the keys themselves, as of one policy version. Immutable. */
export interface PolicySnapshot {
  organizationId: string;
  organizationName: string;
  timeZone: string;
  version: number;
  loadedAt: number;
  /** By name, wildcards among them; `names` says what a caller's word means. */
  models: ReadonlyMap<string, ModelPolicy>;
  names: ModelNames;
  credentials: ReadonlyMap<string, SealedCredential>;
  quotas: QuotaIndex;
  teams: ReadonlyMap<string, { id: string; name: string; archived: boolean }>;
  projects: ReadonlyMap<string, ProjectPolicy>;
}
