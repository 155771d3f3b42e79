import { findModel } from "@/db/queries/models/find-model";
import { insertModel } from "@/db/queries/models/insert-model";
import { findProvider } from "@/db/queries/providers/find-provider";
import type { CreateModelInput } from "@/lib/admin-api/schemas/models";
import { newId } from "@/lib/crypto/new-id";
import { refuseAliasesName } from "../aliases/alias-rules";
import type { Work } from "../context";
import { defineChange, inOrganization } from "../define-verb";
import { orNameTaken } from "../unique-violation";
import { type AttachedDeployment, attachDeployment } from "./attach-deployment";
import { knownCapabilities } from "./known-capabilities";
import { refuseDefaultAboveMost } from "./refuse-default-above-most";
import { showOneModel } from "./show-model";
import { knownFactsOf, type UsualModel } from "./usual-models";

/** Adds a name that callers can ask for, with the deployments it resolves to in the order they are tried. */
export const createModel = defineChange({
  name: "models.create",
  permission: "models:write",
  policy: "enforced",
  locate: inOrganization,
  async change(work, _target, input: CreateModelInput) {
    const id = newId("mdl");
    await refuseAliasesName(work, input.name);
    const columns = await fillFromCatalog(work, input);
    refuseDefaultAboveMost(columns);
    await orNameTaken(
      insertModel(work.run, work.organizationId, { id, name: input.name, ...columns }),
      "model_name",
      `A model called "${input.name}" exists already. Add a deployment to it, or choose another name.`,
    );
    const deployments: AttachedDeployment[] = [];
    for (const [priority, deployment] of input.deployments.entries()) {
      const to = { modelId: id, modelName: input.name, priority, path: `deployments.${priority}` };
      deployments.push(await attachDeployment(work, to, deployment));
    }
    const row = await findModel(work.run, work.organizationId, { id });
    if (row === null) throw new Error("an inserted model is not there");
    return {
      result: await showOneModel(work, row),
      audit: { targetKind: "model", targetId: id, before: null, after: { name: input.name, ...columns, deployments } },
    };
  },
});

async function fillFromCatalog(work: Work, input: CreateModelInput) {
  const known = await knownFacts(work, input);
  return {
    title: input.title ?? known.title ?? input.name,
    kind: input.kind ?? known.kind ?? "chat",
    contextWindow: input.contextWindow === undefined ? (known.contextWindow ?? null) : input.contextWindow,
    maxOutputTokens: input.maxOutputTokens === undefined ? (known.maxOutputTokens ?? null) : input.maxOutputTokens,
    defaultMaxTokens: input.defaultMaxTokens ?? null,
    capabilities: knownCapabilities(input.capabilities ?? known.capabilities ?? {}),
  };
}

async function knownFacts(work: Work, input: CreateModelInput): Promise<Partial<UsualModel>> {
  const [first] = input.deployments;
  if (first === undefined) return {};
  const provider = await findProvider(work.run, work.organizationId, { id: first.providerId });
  return provider === null ? {} : knownFactsOf(provider.adapter, first.upstreamModel);
}
