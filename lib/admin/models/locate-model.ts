import { type DeploymentRow, findDeployment } from "@/db/queries/models/find-deployment";
import { findModel, type ModelRow } from "@/db/queries/models/find-model";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** `locate` for a read of one model. */
export async function locateModel(work: Work, input: { modelId: string }): Promise<Located<ModelRow> | null> {
  const row = await findModel(work.run, work.organizationId, { id: input.modelId });
  return row && { target: row, scope: { kind: "organization" } };
}

/** `locate` for a change: nobody else changes the model or its deployments meanwhile. */
export async function lockModel(work: Work, input: { modelId: string }): Promise<Located<ModelRow> | null> {
  const row = await findModel(work.run, work.organizationId, { id: input.modelId, locked: true });
  return row && { target: row, scope: { kind: "organization" } };
}

/** `locate` for a read of one deployment. */
export async function locateDeployment(
  work: Work,
  input: { deploymentId: string },
): Promise<Located<DeploymentRow> | null> {
  const row = await findDeployment(work.run, work.organizationId, input.deploymentId);
  return row && { target: row, scope: { kind: "organization" } };
}

/** A deployment under its model's lock. */
export interface DeploymentOfModel {
  deployment: DeploymentRow;
  model: ModelRow;
}

/** `locate` for a change of one deployment: its model is locked, so its order is too. */
export async function lockDeployment(
  work: Work,
  input: { deploymentId: string },
): Promise<Located<DeploymentOfModel> | null> {
  const seen = await findDeployment(work.run, work.organizationId, input.deploymentId);
  if (seen === null) return null;
  const model = await findModel(work.run, work.organizationId, { id: seen.modelId, locked: true });
  const deployment = await findDeployment(work.run, work.organizationId, input.deploymentId);
  if (model === null || deployment === null) return null;
  return { target: { deployment, model }, scope: { kind: "organization" } };
}
