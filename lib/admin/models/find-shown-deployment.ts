import type { ModelRow } from "@/db/queries/models/find-model";
import type { DeploymentSummary } from "@/lib/admin-api/schemas/models";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { showOneModel } from "./show-model";

/** One deployment of a model as the API shows it. Throws AdminError `not_found`. */
export async function findShownDeployment(work: Work, model: ModelRow, id: string): Promise<DeploymentSummary> {
  const { deployments } = await showOneModel(work, model);
  const deployment = deployments.find((one) => one.id === id);
  if (deployment === undefined) throw notFound("deployment");
  return deployment;
}
