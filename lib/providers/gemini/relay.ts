import { objectOf } from "@/lib/llm/read-json";
import type { RelayRequest, RelaySplices, Target, TokenCounting, UpstreamRequest } from "../contract";
import { callOf } from "./build-request";

/** A caller's own generateContent call: the model stands in the path, and only a bound that policy imposes is put into the body. */
export function buildRelay(
  request: RelayRequest,
  target: Target,
): Omit<UpstreamRequest, "body"> & { splices: RelaySplices } {
  return { ...callOf(request, target), splices: relaySplices(request) };
}

/** `generationConfig.maxOutputTokens` where policy bounds the answer, under the names the caller used; the path names the model. */
export function relaySplices({ outputBound }: Pick<RelayRequest, "outputBound">): RelaySplices {
  const splices: RelaySplices = { set: {}, remove: ["model"] };
  if (outputBound === undefined) return splices;
  const [holder = "generationConfig", name = "maxOutputTokens"] = outputBound.members[0]?.split(".") ?? [];
  return { ...splices, within: { [holder]: { [name]: outputBound.tokens } } };
}

/** `countTokens`, free of charge. A whole call inside the body names the model once more. */
export const countTokens: TokenCounting = {
  buildRelay({ body }, target) {
    const { url, headers } = callOf({ stream: false }, target);
    const wrapped = ["generateContentRequest", "generate_content_request"].filter((name) => objectOf(body?.[name]));
    const model = `models/${target.upstreamModel}`;
    return {
      url: url.replace(/:generateContent$/, ":countTokens"),
      headers,
      splices: { set: {}, remove: ["model"], within: Object.fromEntries(wrapped.map((name) => [name, { model }])) },
    };
  },
  readCount(body) {
    const total = objectOf(body)?.totalTokens;
    return typeof total === "number" && Number.isSafeInteger(total) && total >= 0 ? total : undefined;
  },
};
