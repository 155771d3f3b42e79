import { insertApiToken } from "@/db/queries/api-tokens/write-api-token";
import { insertFounders } from "@/db/queries/bootstrap/insert-founders";
import { lockBootstrap } from "@/db/queries/bootstrap/lock-bootstrap";
import { removeOldSecrets } from "@/db/queries/bootstrap/tidy-secrets";
import type { Runner } from "@/db/queries/runner";
import type { AdminContext } from "@/lib/admin/context";
import type { Verb } from "@/lib/admin/define-verb";
import { createKey } from "@/lib/admin/keys/create-key";
import { createModel } from "@/lib/admin/models/create-model";
import { createProject } from "@/lib/admin/projects/create-project";
import { createProvider } from "@/lib/admin/providers/create-provider";
import { readQuotaTerms } from "@/lib/admin/quotas/quota-terms";
import { setQuota } from "@/lib/admin/quotas/set-quota";
import { createTeam } from "@/lib/admin/teams/create-team";
import { withinTransaction } from "@/lib/admin/within-transaction";
import { digestToken } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import type { Secret } from "@/lib/crypto/secret";
import { DEFAULT_MODELS, DEFAULT_NAMES, DEFAULT_QUOTAS } from "./default-catalog";
import { type BootstrapDeps, systemContext } from "./system-context";

/** The organization, and whether this process has just founded it. */
export interface Founding {
  organizationId: string;
  created: boolean;
}

/**
 * Gives an empty database an organization that can be signed in to and called, all or nothing and once, however many processes
 * start together. On a used database it only says whose it is.
 */
export async function foundOrganization(deps: BootstrapDeps, bootstrapToken: Secret | null): Promise<Founding> {
  return deps.database.orm.transaction(async (run) => {
    const { organizationId: known } = await lockBootstrap(run);
    if (known !== null) return { organizationId: known, created: false };
    const organizationId = newId("org");
    const ownerId = newId("per");
    await insertFounders(run, {
      organization: { id: organizationId, name: DEFAULT_NAMES.organization, timeZone: "UTC" },
      owner: { id: ownerId, email: DEFAULT_NAMES.ownerEmail, name: DEFAULT_NAMES.owner },
    });
    const context = withinTransaction(systemContext(deps, organizationId), run);
    if (bootstrapToken !== null) await addOwnerToken(run, context, { token: bootstrapToken, personId: ownerId });
    await addSimulatedModels(context);
    await addQuickStart(run, context);
    return { organizationId, created: true };
  });
}

async function addOwnerToken(
  run: Runner,
  { keyring, actor }: AdminContext,
  { token, personId }: { token: Secret; personId: string },
): Promise<void> {
  await insertApiToken(run, actor.organizationId, {
    id: newId("tok"),
    personId,
    name: DEFAULT_NAMES.bootstrapToken,
    digest: digestToken(token.reveal(), keyring.pepper),
    last4: token.reveal().slice(-4),
    scopes: ["*"],
    expiresAt: null,
  });
}

async function addSimulatedModels(context: AdminContext): Promise<void> {
  const provider = await perform(context, createProvider, { adapter: "simulated", name: DEFAULT_NAMES.provider });
  for (const { upstreamModel, usdPerMillionTokens, usdPerUnit, ...model } of DEFAULT_MODELS) {
    const tier = { fromInputTokens: 0, usdPerMillionTokens };
    const price = [usdPerUnit === undefined ? tier : { ...tier, usdPerUnit }];
    const deployments = [{ providerId: provider.id, upstreamModel, price }];
    await perform(context, createModel, { ...model, deployments });
  }
}

async function addQuickStart(run: Runner, context: AdminContext): Promise<void> {
  const { team } = await perform(context, createTeam, { name: DEFAULT_NAMES.team });
  const input = { teamId: team.id, name: DEFAULT_NAMES.project, costCentre: null };
  const project = await perform(context, createProject, input);
  const { key } = await perform(context, createKey, {
    projectId: project.id,
    name: DEFAULT_NAMES.key,
    purpose: "The first call. Its secrets last a day; every start shows a new one.",
    allowedModels: ["*"],
    expiresAt: null,
    quotas: [],
  });
  // Nobody saw this secret; `issueQuickStart` makes those that are shown.
  await removeOldSecrets(run, key.id, 0);
  const scopes = { organization: context.actor.organizationId, project: project.id, key: key.id };
  for (const scopeKind of ["organization", "project", "key"] as const) {
    for (const terms of DEFAULT_QUOTAS[scopeKind]) {
      const scope = { scopeKind, scopeId: scopes[scopeKind] };
      await perform(context, setQuota, { scope, terms: readQuotaTerms({ ...terms, hard: true }, "limit") });
    }
  }
}

function perform<Input, Result>(context: AdminContext, verb: Verb<Input, Result>, input: Input): Promise<Result> {
  return verb.run(context, () => input);
}
