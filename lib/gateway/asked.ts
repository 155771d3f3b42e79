import type { ChatRequest } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import type { ModelKind } from "@/lib/llm/model-kind";
import type { Units } from "@/lib/llm/units";
import type { ServiceTier } from "@/lib/llm/usage";
import type { PromptParts } from "@/lib/sizing/prompt-parts";
import type { JsonScan } from "./json/scan-json";

/** Read by each endpoint in its own dialect, for moving a call to another model. */
export interface CallNeeds {
  jsonSchema: boolean;
  forcedTool: boolean;
  sampling: boolean;
}

/** What policy needs to know of any call. */
export interface AskedCall {
  model: string;
  /** The kind of model that can answer; left out: chat. */
  kind?: ModelKind;
  /** Kinds whose models answer in the words of a chat dialect, and only where the upstream speaks it. */
  alsoKinds?: readonly ModelKind[];
  stream: boolean;
  /** The caller's bound on output tokens of each choice; null when the caller set none. For tasks, the most the call can make. */
  maxTokens: number | null;
  choices: number;
  /** The prompt taken apart for sizing. */
  prompt: PromptParts;
  /** A guess, for records of upstreams that report no usage; admission sizes the prompt itself. */
  inputTokensEstimate: number;
  endUser: string | null;
  /** A class of service the caller asks for that may cost another price. */
  serviceTier?: ServiceTier | undefined;
  /** The provider may cut the prompt to what the model takes: the caller asked for it. */
  mayBeCut?: boolean;
  /** The caller asks to have the prompt cached for longer than usual. */
  cachesLong?: boolean;
  /** What a task may use at most beside tokens. */
  task?: { units: Units };
  body: { bytes: Buffer };
}

/** What policy needs to know of a chat call, read from the caller's body; the rest of the body stays as it came. */
export interface Asked extends AskedCall {
  /** The caller wants the usage chunk at the end of a stream. */
  includeUsage: boolean;
  /** The caller does not want to see what the model thinks. */
  hidesReasoning?: boolean;
  streamOptions: JsonObject | undefined;
  /** The members of the body that carry the bound. */
  maxTokensMembers: readonly string[];
  /** What a model must be able to do for the call, beside what `prompt` tells. */
  needs: CallNeeds;
  /** The caller's headers that the relay lane passes on, because they belong to the dialect. */
  relayHeaders?: Readonly<Record<string, string>>;
  /** Ids of what an earlier call left upstream and this one builds on: it must go where they are. */
  objectIds?: readonly string[];
  /** The body is of another dialect than the path it came on: every target gets it translated. */
  isForeign?: true;
  body: { bytes: Buffer; scan: JsonScan; json: JsonObject };
  /** The call in the hub's form; decoded only for targets that speak another dialect. Throws AppError for what the hub cannot carry. */
  toHub(): ChatRequest;
}
