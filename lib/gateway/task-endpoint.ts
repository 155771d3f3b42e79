import type { JsonObject } from "@/lib/llm/json";
import type { ModelKind } from "@/lib/llm/model-kind";
import type { Units } from "@/lib/llm/units";
import type { TokenUsage } from "@/lib/llm/usage";
import type { ProviderAdapter } from "@/lib/providers/contract";
import type { Metered, TaskDialect, TaskSide } from "@/lib/providers/task-contract";
import type { AskedCall } from "./asked";
import type { CallHead, ErrorFace, StreamFace } from "./endpoint";
import type { FormBody } from "./multipart/read-multipart";
import type { Reply } from "./reply";
import type { JsonBody } from "./steps/read-json-body";

export type TaskBody = ({ kind: "json" } & JsonBody) | ({ kind: "form" } & FormBody);

/** What policy needs to know of a call that is no chat, read from the caller's body. */
export interface AskedTask<Request> extends AskedCall {
  kind: ModelKind;
  task: { units: Units };
  body: TaskBody;
  /** As the upstream is asked, below its base: `/images/edits`; where the path names the model, the verb. */
  path: string;
  /** What a whole answer is. */
  answer: "json" | "text" | "bytes";
  /** Tokens the answer is guessed to have, where the upstream does not say; classed as sound where it is sound. */
  guessedOutput: number;
  /** The call for upstreams of other dialects; decoded only for them. Throws AppError for what they cannot take. */
  toHub(): Request;
}

/** A whole answer that is relayed. */
export interface RelayedTask {
  /** In place of the upstream's bytes, where these are not what the caller asked for. */
  bytes?: string;
  /** Text that the model made, counted where no usage was reported. */
  made?: string;
}

export interface TaskAnswerContext {
  /** The model name the caller asked for. */
  model: string;
  requestId: string;
  usage: TokenUsage;
}

/** A translated answer in the caller's dialect: JSON, or what says itself what it is. */
export type EncodedTask = string | Pick<Reply, "body" | "contentType">;

/** One inbound wire format beside chat. */
export interface TaskEndpoint<Request, Answer extends Metered> extends ErrorFace, StreamFace {
  dialect: TaskDialect;
  kind: ModelKind;
  accepts: "json" | "form" | "either";
  /** Members that hold what the model reads; `isCut`: the upstream cuts it to what the model takes, or it is only a hint. */
  places: { text: string; media?: string; isCut?: boolean };
  /** Throws AppError `invalid_request` naming the parameter. */
  read(body: TaskBody, head: CallHead): AskedTask<Request>;
  /** What an adapter can do of it. */
  sideOf(adapter: ProviderAdapter): TaskSide<Request, Answer> | undefined;
  /** Null for a JSON body that is no answer. */
  readWhole(body: JsonObject, asked: AskedTask<Request>): RelayedTask | null;
  /**
   * A translated answer. Throws AppError for one that says nothing but why there is none: what it used was recorded before.
   */
  encodeAnswer(answer: Answer, asked: AskedTask<Request>, context: TaskAnswerContext): EncodedTask;
  /** Types of the events that a stream may end after; left out: it has no streams. */
  lastEvents?: readonly string[];
}
