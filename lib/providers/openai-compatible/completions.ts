import type { FurtherDialect, RelaySplices, Target } from "../contract";
import { readUsage } from "./read-usage";

/** What a body that does not say makes at most (OpenAI API reference, "Create completion"). */
const DEFAULT_MAX_TOKENS = 16;

/** Where a server has the legacy completions, and how it is authorized. */
interface CompletionsSurface {
  urlOf(target: Target): string;
  authorization(target: Target): Record<string, string>;
  isSpokenBy: NonNullable<FurtherDialect["isSpokenBy"]>;
}

/** Legacy completions for callers who speak them: relayed with the model's name, usage on every stream and a bound spliced in. */
export function completionsDialect({ urlOf, authorization, isSpokenBy }: CompletionsSurface): FurtherDialect {
  return {
    isSpokenBy,
    buildRelay({ body, stream, streamOptions, outputBound }, target) {
      const set: RelaySplices["set"] = { model: target.upstreamModel };
      // Said aloud, because not every server keeps to the default that the call was admitted with.
      if (body?.max_tokens === undefined || body.max_tokens === null) set.max_tokens = DEFAULT_MAX_TOKENS;
      if (stream) set.stream_options = { ...streamOptions, include_usage: true };
      if (outputBound !== undefined) set.max_tokens = outputBound.tokens;
      return {
        url: urlOf(target),
        headers: {
          "content-type": "application/json",
          accept: stream ? "text/event-stream" : "application/json",
          ...authorization(target),
        },
        splices: { set, remove: [] },
      };
    },
    readUsage,
  };
}
