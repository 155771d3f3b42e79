import type { ModelRow } from "@/db/queries/models/find-model";
import { listDeployments } from "@/db/queries/models/list-deployments";
import type { AddDeploymentInput } from "@/lib/admin-api/schemas/models";
import { defineChange } from "../define-verb";
import { attachDeployment } from "./attach-deployment";
import { findShownDeployment } from "./find-shown-deployment";
import { lockModel } from "./locate-model";

type Input = AddDeploymentInput & { modelId: string };

/** Adds a target to a model, tried last. */
export const addDeployment = defineChange({
  name: "models.add_deployment",
  permission: "models:write",
  policy: "enforced",
  kind: "model",
  locate: lockModel,
  async change(work, model: ModelRow, input: Input) {
    const existing = await listDeployments(work.run, work.organizationId, [model.id]);
    const priority = 1 + Math.max(-1, ...existing.map((deployment) => deployment.priority));
    const { id, ...added } = await attachDeployment(
      work,
      { modelId: model.id, modelName: model.name, priority, path: "" },
      input,
    );
    return {
      result: await findShownDeployment(work, model, id),
      audit: { targetKind: "deployment", targetId: id, before: null, after: { modelId: model.id, ...added } },
    };
  },
});
