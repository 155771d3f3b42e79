import type { RelayRequest, RelaySplices, Target, UpstreamRequest } from "../contract";
import { relaySplices } from "../gemini/relay";
import { callOf } from "./build-request";

/** A caller's own generateContent call: signed thoughts and whatever is newer than we know pass byte for byte. */
export function buildRelay(
  request: RelayRequest,
  target: Target,
): Omit<UpstreamRequest, "body"> & { splices: RelaySplices } {
  return { ...callOf(request, target), splices: relaySplices(request) };
}
