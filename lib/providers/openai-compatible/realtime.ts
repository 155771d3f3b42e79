import type { JsonObject } from "@/lib/llm/json";
import { countOf, objectOf } from "@/lib/llm/read-json";
import { splitUsage } from "@/lib/llm/split-usage";
import type { TokenUsage } from "@/lib/llm/usage";
import type { RealtimeDialect, RealtimeMeter, Target } from "../contract";

/** Where a server opens sessions, and how they are authorized. */
interface RealtimeSurface {
  /** Without a slash at the end, with the query if there is one: `https://api.openai.com/v1/realtime`. */
  urlOf(target: Target): string;
  authorization(target: Target): Record<string, string>;
  isSpokenBy: NonNullable<RealtimeDialect["isSpokenBy"]>;
}

/** Header by which older clients ask for the events of before the API was declared stable. */
const BETA = "openai-beta";
/** No session is longer than a day. */
const MOST_SECONDS = 86_400;

/** Sessions over a WebSocket (OpenAI API reference, "Realtime"): the model stands in the query, everything else in events. */
export function realtimeDialect({ urlOf, authorization, isSpokenBy }: RealtimeSurface): RealtimeDialect {
  return {
    isSpokenBy,
    buildOpening({ headers = {} }, target) {
      const base = urlOf(target);
      const beta = headers[BETA];
      return {
        url: `${base}${base.includes("?") ? "&" : "?"}model=${encodeURIComponent(target.upstreamModel)}`,
        headers: { ...authorization(target), ...(beta === undefined ? {} : { [BETA]: beta }) },
      };
    },
    meter: REALTIME_METER,
  };
}

/** What OpenAI's events say of what was used; of its transcription models, those called Whisper are billed by their length. */
export const REALTIME_METER: RealtimeMeter = {
  readUsage: readRealtimeUsage,
  readSeconds(event) {
    const usage = objectOf(event.usage);
    const seconds = usage?.type === "duration" ? usage.seconds : undefined;
    return typeof seconds === "number" && seconds >= 0 && seconds <= MOST_SECONDS ? seconds : undefined;
  },
  isHeardBySecond: (transcriber) => /whisper/i.test(transcriber),
};

/**
 * Usage of a `response.done` or of a finished transcription in disjoint classes; undefined for other events. `input_tokens` includes
 * what was cached, and `cached_tokens_details` tells what of it was sound (OpenAI API reference, "response.done"). Transcriptions
 * that are billed by their length report seconds and no tokens.
 */
function readRealtimeUsage(event: JsonObject): TokenUsage | undefined {
  const usage = objectOf(objectOf(event.response)?.usage) ?? objectOf(event.usage);
  const input = countOf(usage?.input_tokens);
  const output = countOf(usage?.output_tokens);
  if (usage === undefined || input === undefined || output === undefined) return undefined;
  const read = objectOf(usage.input_token_details);
  const cached = objectOf(read?.cached_tokens_details);
  const made = objectOf(usage.output_token_details);
  return splitUsage({
    input,
    output,
    cacheRead: countOf(read?.cached_tokens),
    audioInput: without(read?.audio_tokens, cached?.audio_tokens),
    image: without(read?.image_tokens, cached?.image_tokens),
    audioOutput: countOf(made?.audio_tokens),
  });
}

function without(all: unknown, cached: unknown): number {
  return Math.max(0, (countOf(all) ?? 0) - (countOf(cached) ?? 0));
}
