import type { ModelRow } from "@/db/queries/models/find-model";
import { listDeployments } from "@/db/queries/models/list-deployments";
import { updateDeployment } from "@/db/queries/models/update-deployment";
import type { OrderDeploymentsInput } from "@/lib/admin-api/schemas/models";
import { invalidField } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { lockModel } from "./locate-model";
import { showOneModel } from "./show-model";

type Input = OrderDeploymentsInput & { modelId: string };

/** Says in which order a model's targets are tried. */
export const orderDeployments = defineChange({
  name: "models.order_deployments",
  permission: "models:write",
  policy: "enforced",
  kind: "model",
  locate: lockModel,
  async change(work, model: ModelRow, { deploymentIds }: Input) {
    const rows = await listDeployments(work.run, work.organizationId, [model.id]);
    const before = rows.map((row) => row.id);
    if ([...before].sort().join() !== [...deploymentIds].sort().join()) {
      throw invalidField(
        "deploymentIds",
        "must name every deployment of this model once; it may have changed meanwhile",
      );
    }
    for (const [priority, id] of deploymentIds.entries()) {
      await updateDeployment(work.run, work.organizationId, { id, priority });
    }
    return {
      result: await showOneModel(work, model),
      audit: { targetKind: "model", targetId: model.id, before: { order: before }, after: { order: deploymentIds } },
    };
  },
});
