import { AppError } from "@/lib/errors/app-error";
import type { Caller } from "@/lib/policy/caller";
import type { ModelPolicy, PolicySnapshot } from "@/lib/policy/snapshot";
import { isAllowed, isWildcard } from "@/lib/policy/wildcard";
import type { GatewayDeps } from "./deps";
import { speaksMessages } from "./endpoints/anthropic-messages/is-spoken";
import { encodeModel, encodeModelList } from "./endpoints/anthropic-messages/list-models";
import { isSpoken } from "./endpoints/gemini/is-spoken";
import { showAll, showOne } from "./endpoints/gemini/list-models";
import type { Exchange } from "./exchange";
import type { GatewayReply, GatewayRequest } from "./http";
import { authenticate } from "./steps/authenticate";
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
  const model = findCallable(caller, requirePolicy(deps), name);
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

/** A name a key may call: a model's own, or an alias with what it stands for. */
export interface CallableModel extends ModelPolicy {
  /** Null: the name is the model's own. */
  aliasOf: string | null;
}

/** Every name a key may call right now, aliases among them. What a wildcard covers is not listed: nobody knows all of it. */
export function allowedModels(caller: Caller, snapshot: PolicySnapshot): CallableModel[] {
  const names = new Map<string, CallableModel>();
  for (const model of snapshot.models.values()) {
    if (!isWildcard(model.name) && isCallable(caller, model)) names.set(model.name, { ...model, aliasOf: null });
  }
  for (const { name } of snapshot.names.aliasesOf(caller.projectId)) {
    const model = findCallable(caller, snapshot, name);
    if (model === undefined) names.delete(name);
    else names.set(name, model);
  }
  return [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The wildcards a key may call names below, by name. */
export function allowedWildcards(caller: Caller, snapshot: PolicySnapshot): ModelPolicy[] {
  return [...snapshot.models.values()]
    .filter((model) => isWildcard(model.name) && isCallable(caller, model))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function findCallable(caller: Caller, snapshot: PolicySnapshot, name: string): CallableModel | undefined {
  const { model, alias } = snapshot.names.meaningOf(name, caller.projectId);
  if (model === undefined || !isCallable(caller, model)) return undefined;
  return { ...model, name, aliasOf: alias === null ? null : model.name };
}

function isCallable(caller: Caller, { name, deployments }: ModelPolicy): boolean {
  return deployments.length > 0 && isAllowed(caller.allowedModels, name);
}

function describeModel(model: CallableModel) {
  const owners = [...new Set(model.deployments.map((deployment) => deployment.providerName))];
  return {
    id: model.name,
    object: "model",
    created: Math.floor(model.createdAt / 1000),
    owned_by: owners.join(", "),
    type: "model",
    kind: model.kind,
    display_name: model.title,
    ...(model.aliasOf === null ? {} : { alias_of: model.aliasOf }),
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
