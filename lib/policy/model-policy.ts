import type { JsonObject } from "@/lib/llm/json";
import type { ModelKind } from "@/lib/llm/model-kind";
import type { Price } from "@/lib/pricing/contract";
import type { TargetCapabilities } from "@/lib/providers/contract";

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

export interface ModelPolicy {
  id: string;
  name: string;
  title: string;
  kind: ModelKind;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  /** Put into calls that set no bound on their answer. */
  defaultMaxTokens: number | null;
  capabilities: TargetCapabilities;
  createdAt: number;
  /** Active ones, by priority. */
  deployments: DeploymentPolicy[];
}

/** Another name for a model. */
export interface AliasPolicy {
  name: string;
  /** Null: of every project. */
  projectId: string | null;
  modelName: string;
}
