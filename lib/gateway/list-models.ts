import { AppError } from "@/lib/errors/app-error";
import type { Caller } from "@/lib/policy/caller";
import type { ModelPolicy, PolicySnapshot } from "@/lib/policy/snapshot";
import type { GatewayDeps } from "./deps";
import { speaksMessages } from "./endpoints/anthropic-messages/is-spoken";
import { encodeModel, encodeModelList } from "./endpoints/anthropic-messages/list-models";
import { isSpoken } from "./endpoints/gemini/is-spoken";
import { showAll, showOne } from "./endpoints/gemini/list-models";
import type { Exchange } from "./exchange";
import type { GatewayReply, GatewayRequest } from "./http";
import { authenticate } from "./steps/authenticate";
import { allowsModel } from "./steps/plan-call";
import { requirePolicy } from "./steps/require-policy";

/** `GET /models`: what this key may call, as Anthropic's or Google's clients expect it where one asks, else as OpenAI's do. */
export async function listModels(
  request: GatewayRequest,
  exchange: Exchange,
  deps: GatewayDeps,
): Promise<GatewayReply> {
  const caller = await authenticate(request, exchange, deps);
  const models = allowedModels(caller, requirePolicy(deps));
  if (isSpoken(request)) return json(showAll(models, request.query));
  if (speaksMessages(request)) return json(encodeModelList(models, request.query));
  const data = models.map(describeModel);
  return json({
    object: "list",
    data,
    has_more: false,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  });
}

/** `GET /models/{id}`. A model this key may not use does not exist for it. */
export async function showModel(request: GatewayRequest, exchange: Exchange, deps: GatewayDeps): Promise<GatewayReply> {
  const caller = await authenticate(request, exchange, deps);
  const name = decodeName(request.path.slice("/models/".length));
  const model = allowedModels(caller, requirePolicy(deps)).find((candidate) => candidate.name === name);
  if (model === undefined) {
    throw new AppError(
      "model_not_found",
      `Model "${name}" does not exist for this key. GET /api/v1/models lists what it may use.`,
      { param: "model" },
    );
  }
  if (isSpoken(request)) return json(showOne(model));
  return json(speaksMessages(request) ? encodeModel(model) : describeModel(model));
}

/** The models a key may call right now, by name. */
export function allowedModels(caller: Caller, snapshot: PolicySnapshot): ModelPolicy[] {
  const usable = [...snapshot.models.values()].filter(
    (model) => model.deployments.length > 0 && allowsModel(caller, model.name),
  );
  return usable.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function describeModel(model: ModelPolicy) {
  const owners = [...new Set(model.deployments.map((deployment) => deployment.providerName))];
  return {
    id: model.name,
    object: "model",
    created: Math.floor(model.createdAt / 1000),
    owned_by: owners.join(", "),
    type: "model",
    display_name: model.title,
    created_at: new Date(model.createdAt).toISOString(),
    simulated: model.deployments.every((deployment) => deployment.simulated),
    context_window: model.contextWindow,
    max_output_tokens: model.maxOutputTokens,
  };
}

function decodeName(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new AppError("invalid_request", "The model id in the path is not valid percent-encoding.", { cause });
  }
}

/** A JSON answer that is not a model's. */
export function json(value: unknown): GatewayReply {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
