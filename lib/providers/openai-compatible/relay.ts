import type { RelayRequest, RelaySplices, Target } from "../contract";
import { outputBoundName, streamOptions } from "./build-request";
import type { Dialect } from "./quirks";

/** The splices policy demands: the upstream's model name, usage on every stream so that it can be priced, a bound on the answer. */
export function relaySplices(request: RelayRequest, target: Target, dialect: Dialect): RelaySplices {
  const options = request.stream ? streamOptions(request.streamOptions, dialect) : undefined;
  const set: RelaySplices["set"] = { model: target.upstreamModel };
  if (options !== undefined) set.stream_options = options;
  if (request.outputBound !== undefined) boundOutput(set, request.outputBound, dialect);
  return { set, remove: request.stream && options === undefined ? ["stream_options"] : [] };
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
