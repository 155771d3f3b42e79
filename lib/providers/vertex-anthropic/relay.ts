import { relaySplices } from "../anthropic/relay";
import type { RelayRequest, RelaySplices, Target, UpstreamRequest } from "../contract";
import { callOf, VERSION } from "./build-request";

/** A caller's own Messages body: the model moves into the path, the version into the body, betas stay in their header. */
export function buildRelay(
  request: RelayRequest,
  target: Target,
): Omit<UpstreamRequest, "body"> & { splices: RelaySplices } {
  const { url, headers } = callOf(request, target);
  const { set, remove } = relaySplices(request, target);
  const { model: _, ...spliced } = set;
  const betas = request.headers?.["anthropic-beta"];
  return {
    url,
    headers: betas === undefined ? headers : { ...headers, "anthropic-beta": betas },
    splices: { set: { ...spliced, anthropic_version: VERSION }, remove: [...remove, "model", "service_tier"] },
  };
}
