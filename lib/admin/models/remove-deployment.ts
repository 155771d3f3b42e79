import { deleteDeployment } from "@/db/queries/models/delete-deployment";
import { defineChange } from "../define-verb";
import { type DeploymentOfModel, lockDeployment } from "./locate-model";

/** Takes a target out of its model. Records of calls to it stay. */
export const removeDeployment = defineChange({
  name: "models.remove_deployment",
  permission: "models:write",
  policy: "enforced",
  kind: "deployment",
  locate: lockDeployment,
  async change(work, { deployment }: DeploymentOfModel, _input: { deploymentId: string }) {
    await deleteDeployment(work.run, work.organizationId, deployment.id);
    const { id, modelId, providerId, upstreamModel, credentialId, priority, status } = deployment;
    const before = { modelId, providerId, upstreamModel, credentialId, priority, status };
    return { result: undefined, audit: { targetKind: "deployment", targetId: id, before, after: null } };
  },
});
