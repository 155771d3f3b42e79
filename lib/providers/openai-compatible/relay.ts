import { countOf } from "@/lib/llm/read-json";
import type { RelayRequest, RelaySplices, Target } from "../contract";
import { outputBoundName, streamOptions } from "./build-request";
import type { Dialect } from "./quirks";

/** The splices policy demands: the upstream's model name, usage on every stream so that it can be priced, a bound on the answer. */
export function relaySplices(request: RelayRequest, target: Target, dialect: Dialect): RelaySplices {
  const options = request.stream ? streamOptions(request.streamOptions, dialect) : undefined;
  const set: RelaySplices["set"] = { model: target.upstreamModel };
  if (options !== undefined) set.stream_options = options;
  const remove = request.stream && options === undefined ? ["stream_options"] : [];
  if (dialect.has("max_tokens_only")) return boundByOneName(request, { set, remove });
  if (request.outputBound !== undefined) boundOutput(set, request.outputBound, dialect);
  return { set, remove };
}

/** A bound under the other name would be none, though the call was held for it (github.com/ollama/ollama/issues/7125). */
function boundByOneName({ body = {}, outputBound }: RelayRequest, { set, remove }: RelaySplices): RelaySplices {
  const bound = outputBound?.tokens ?? countOf(body.max_tokens) ?? countOf(body.max_completion_tokens);
  if (bound !== undefined) set.max_tokens = bound;
  return { set, remove: [...remove, "max_completion_tokens"] };
}

/** The bound takes the place of the caller's own, under the name the caller used; without one, under the name this server knows. */
function boundOutput(
  set: RelaySplices["set"],
  { tokens, members }: NonNullable<RelayRequest["outputBound"]>,
  dialect: Dialect,
): void {
  const names = members.length > 0 ? members : [outputBoundName(dialect)];
  for (const name of names) set[name] = tokens;
}
