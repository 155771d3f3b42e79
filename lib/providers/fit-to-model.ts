import type { Block, ChatRequest, SamplingSettings } from "@/lib/llm/chat-request";
import type { ModelFacts, Target, TargetCapabilities } from "./contract";
import { mergeCapabilities } from "./merge-capabilities";
import { unsupported } from "./unsupported";

const NO_SAMPLING: SamplingSettings = {};
/** Files one reads as text, which every model takes. */
const MEDIA: Readonly<Partial<Record<Block["type"], { capability: keyof TargetCapabilities; subject: string }>>> = {
  image: { capability: "images", subject: "images" },
  audio: { capability: "audio", subject: "sound" },
  document: { capability: "documents", subject: "files" },
};

/**
 * A call as the model can take it, by the vendor's facts and the operator's flags: the answer's bound within the model's own, sampling
 * and effort left out where they are refused. Throws AppError `unsupported_parameter` for what may not be left out.
 */
export function fitToModel(request: ChatRequest, target: Target, facts: ModelFacts | undefined): ChatRequest {
  const accepts = mergeCapabilities(facts?.capabilities ?? {}, target.capabilities);
  refuseIncapable(request, accepts);
  const { reasoningEffort, sampling, maxOutputTokens, ...rest } = request;
  const most = longestAnswer(target, facts);
  const bound = maxOutputTokens === undefined || most === null ? maxOutputTokens : Math.min(maxOutputTokens, most);
  return {
    ...rest,
    sampling: accepts.sampling === false ? NO_SAMPLING : sampling,
    ...(bound === undefined ? {} : { maxOutputTokens: bound }),
    ...(reasoningEffort === undefined || accepts.thinking === "none" ? {} : { reasoningEffort }),
  };
}

/** The most an answer can have by the vendor's facts and by what the operator set; null where neither knows. */
export function longestAnswer(
  target: Pick<Target, "maxOutputTokens">,
  facts: { maxOutputTokens: number | null } | undefined,
): number | null {
  const own = facts?.maxOutputTokens ?? null;
  const set = target.maxOutputTokens;
  return own === null || set === null ? (own ?? set) : Math.min(own, set);
}

/** Throws AppError `unsupported_parameter` for what the model cannot take and whose loss would change what the call means. */
export function refuseIncapable(request: ChatRequest, accepts: TargetCapabilities): void {
  const { tools, toolChoice, answerFormat, messages } = request;
  if (tools.length > 0 && accepts.tools === false) throw unsupported("tools", "tools");
  const isForced = toolChoice?.kind === "required" || toolChoice?.kind === "named";
  if (isForced && accepts.forcedTool === false) throw unsupported("tool_choice", "a forced tool");
  if (answerFormat.kind === "json_schema" && accepts.structuredOutput === false) {
    throw unsupported("response_format", "a JSON schema");
  }
  for (const { content } of messages) for (const block of content) refuseMedium(block, accepts);
}

function refuseMedium(block: Block, accepts: TargetCapabilities): void {
  if (block.type === "tool_result") for (const part of block.content) refuseMedium(part, accepts);
  if (block.type === "document" && block.source.kind === "text") return;
  const medium = MEDIA[block.type];
  if (medium !== undefined && accepts[medium.capability] === false) throw unsupported("messages", medium.subject);
}
