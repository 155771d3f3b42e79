import type { DeploymentSummary, ModelView } from "@/lib/admin-api/schemas/models";
import type { ConfigDeployment, ConfigModel } from "../document";
import { inOrder } from "../in-order";
import type { LiveIds } from "../live-ids";
import type { ApplyContext, Item, Section } from "../section";

export const modelsSection: Section = {
  name: "models",
  comment: "What callers ask for. Deployments are tried in the order written here.",
  async read(call, ids) {
    const { items } = await call<{ items: ModelView[] }>("GET", "/models");
    for (const model of items) learn(model, ids);
    return inOrder(items, ({ name }) => name).map((model) => ({
      name: model.name,
      title: model.title,
      kind: model.kind,
      contextWindow: model.contextWindow,
      maxOutputTokens: model.maxOutputTokens,
      defaultMaxTokens: model.defaultMaxTokens,
      capabilities: model.capabilities,
      status: model.status,
      deployments: model.deployments.map(deploymentItem),
    }));
  },
  keyOf: ({ name }) => String(name),
  uncompared: ["name"],
  normal(field, value, live, mayDelete) {
    if (field !== "deployments") return value;
    const now = (live ?? []) as ConfigDeployment[];
    const wanted = (value as ConfigDeployment[]).map((one) => completed(one, now));
    return mayDelete ? wanted : [...wanted, ...now.filter((one) => !has(wanted, one))];
  },
  async create(item, context) {
    const { status, deployments = [], ...facts } = item as ConfigModel;
    const body = { ...facts, deployments: deployments.map((one) => targetOf(one, context.ids)) };
    const made = await context.call<ModelView>("POST", "/models", body);
    learn(made, context.ids);
    if (status === "disabled") await context.call("PATCH", `/models/${made.id}`, { status });
    await setStatuses(made.name, deployments, made.deployments.map(deploymentItem), context);
  },
  async update(item, live, context) {
    const { name, deployments, ...facts } = item as ConfigModel;
    const id = context.ids.idOf("model", name);
    const changed = Object.entries(facts).filter(([field, value]) => !isSame(value, live[field]));
    if (changed.length > 0) await context.call("PATCH", `/models/${id}`, Object.fromEntries(changed));
    if (deployments !== undefined) await setDeployments(item, live.deployments as ConfigDeployment[], context);
  },
};

/** Adds what is missing, takes away what may go, then says order and status. */
async function setDeployments(item: Item, now: readonly ConfigDeployment[], context: ApplyContext): Promise<void> {
  const { call, ids, mayDelete } = context;
  const { name, deployments = [] } = item as ConfigModel;
  const path = `/models/${ids.idOf("model", name)}/deployments`;
  const wanted = deployments.map((one) => completed(one, now));
  for (const one of wanted.filter((target) => !has(now, target))) {
    const made = await call<DeploymentSummary>("POST", path, targetOf(one, ids));
    ids.learn("deployment", deploymentKey(name, deploymentItem(made)), made.id);
  }
  const extra = now.filter((one) => !has(wanted, one));
  if (mayDelete) {
    for (const one of extra) await call("DELETE", `/deployments/${ids.idOf("deployment", deploymentKey(name, one))}`);
  }
  const order = [...wanted, ...(mayDelete ? [] : extra)];
  if (order.length > 0) {
    const deploymentIds = order.map((one) => ids.idOf("deployment", deploymentKey(name, one)));
    await call("PUT", `${path}/order`, { deploymentIds });
  }
  await setStatuses(name, wanted, now, context);
}

async function setStatuses(
  model: string,
  wanted: readonly ConfigDeployment[],
  now: readonly ConfigDeployment[],
  { call, ids }: ApplyContext,
): Promise<void> {
  for (const one of wanted) {
    const target = completed(one, now);
    const before = now.find((live) => isSameTarget(live, target))?.status ?? "active";
    if (one.status === undefined || one.status === before) continue;
    const id = ids.idOf("deployment", deploymentKey(model, target));
    await call("PATCH", `/deployments/${id}`, { status: one.status });
  }
}

function deploymentItem({
  provider,
  upstreamModel,
  credential,
  status,
}: DeploymentSummary): Required<ConfigDeployment> {
  return { provider: provider.name, upstreamModel, credential: credential?.name ?? null, status };
}

/** A file may leave out which credential and status: then it is the one there is. */
function completed(wanted: ConfigDeployment, now: readonly ConfigDeployment[]): Required<ConfigDeployment> {
  const { provider, upstreamModel } = wanted;
  const there = now.find(
    (one) =>
      one.provider === provider &&
      one.upstreamModel === upstreamModel &&
      (wanted.credential === undefined || one.credential === wanted.credential),
  );
  const credential = wanted.credential ?? there?.credential ?? null;
  return { provider, upstreamModel, credential, status: wanted.status ?? there?.status ?? "active" };
}

function isSameTarget(a: ConfigDeployment, b: ConfigDeployment): boolean {
  return a.provider === b.provider && a.upstreamModel === b.upstreamModel && a.credential === b.credential;
}

function has(list: readonly ConfigDeployment[], one: ConfigDeployment): boolean {
  return list.some((other) => isSameTarget(other, one));
}

function targetOf({ provider, upstreamModel, credential }: ConfigDeployment, ids: LiveIds) {
  const credentialId = credential ? ids.idOf("credential", `${provider} ${credential}`) : undefined;
  return { providerId: ids.idOf("provider", provider), upstreamModel, credentialId };
}

function learn(model: ModelView, ids: LiveIds): void {
  ids.learn("model", model.name, model.id);
  for (const one of model.deployments) {
    ids.learn("deployment", deploymentKey(model.name, deploymentItem(one)), one.id);
    const priced = [one.upstreamModel, ...one.pricedNames.map(({ upstreamModel }) => upstreamModel)];
    for (const upstream of priced) ids.learn("deployment", `price ${one.provider.name} ${upstream}`, one.id);
  }
}

function deploymentKey(model: string, { provider, upstreamModel, credential }: ConfigDeployment): string {
  return `of ${model} ${provider} ${upstreamModel} ${credential ?? ""}`;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
