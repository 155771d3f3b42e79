import { countTokens } from "./count-tokens";
import type { GatewayDeps } from "./deps";
import { gemini } from "./endpoints/gemini/endpoint";
import { asJsonArray, isArrayForm } from "./endpoints/gemini/json-array";
import { readCounted } from "./endpoints/gemini/read-asked";
import type { Exchange } from "./exchange";
import { handleChat } from "./handle-chat";
import type { GatewayReply, GatewayRequest } from "./http";
import { json } from "./list-models";

/** `:generateContent` and `:streamGenerateContent`, the latter as events or, without `alt=sse`, as one JSON array that grows. */
export async function generate(request: GatewayRequest, exchange: Exchange, deps: GatewayDeps): Promise<GatewayReply> {
  const reply = await handleChat(request, gemini, exchange, deps);
  return isArrayForm(request) ? asJsonArray(reply) : reply;
}

/** `:countTokens`. */
export async function countContents(
  request: GatewayRequest,
  exchange: Exchange,
  deps: GatewayDeps,
): Promise<GatewayReply> {
  const endpoint = { ...gemini, read: readCounted };
  const { tokens, headers } = await countTokens(request, { endpoint, exchange }, deps);
  const reply = json({ totalTokens: tokens });
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
