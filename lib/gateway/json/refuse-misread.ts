import { AppError } from "@/lib/errors/app-error";
import type { MemberSpan } from "./scan-json";

/** Members that policy reads, whatever the dialect. Servers written in Go take them in any case (Go, package encoding/json). */
const READ: ReadonlySet<string> = new Set([
  ...["model", "stream", "stream_options", "messages", "system", "thinking", "tools", "container", "service_tier"],
  ...["max_tokens", "max_completion_tokens", "max_output_tokens", "n", "best_of", "user", "metadata", "suffix"],
  ...["contents", "input", "instructions", "previous_response_id", "background", "conversation", "prompt", "store"],
  ...["query", "documents", "requests", "content", "size", "quality", "partial_images", "speed", "mask", "images"],
  ...["models", "fallbacks", "fallback_models"],
]);
/** Has a character that another case of it may stand for, or that stands for another letter's. */
const MAY_FOLD = /[^a-z0-9_]/;

/**
 * Policy reads the last of two members of one name, and upstreams the first, the last or, in another case, either. No client writes
 * such a body, so it is refused. Throws AppError `invalid_json`.
 */
export function refuseMisread(members: readonly MemberSpan[]): void {
  const seen = new Set<string>();
  for (const { key } of members) {
    const folded = MAY_FOLD.test(key) ? fold(key) : key;
    if (seen.has(folded)) {
      const short = key.slice(0, 60);
      throw new AppError("invalid_json", `The JSON body has the key "${short}" twice. Send it once.`, { param: short });
    }
    seen.add(folded);
    if (folded !== key && READ.has(folded)) {
      throw new AppError("invalid_json", `The JSON body has a key that must be written "${folded}".`, {
        param: folded,
      });
    }
  }
}

/** As Go folds names: K is also the Kelvin sign, s the long one. */
function fold(key: string): string {
  return key.toUpperCase().toLowerCase();
}
