import type { ModelRow } from "@/db/queries/models/find-model";
import { updateModel as updateModelRow } from "@/db/queries/models/update-model";
import type { UpdateModelInput } from "@/lib/admin-api/schemas/models";
import { defineChange } from "../define-verb";
import { knownCapabilities } from "./known-capabilities";
import { lockModel } from "./locate-model";
import { refuseDefaultAboveMost } from "./refuse-default-above-most";
import { showOneModel } from "./show-model";

type Input = UpdateModelInput & { modelId: string };

/** Changes what is known of a model, or pauses it. Its name stays: keys and records refer to it. */
export const updateModel = defineChange({
  name: "models.update",
  permission: "models:write",
  policy: "enforced",
  kind: "model",
  locate: lockModel,
  async change(work, row: ModelRow, input: Input) {
    const before = describeModel(row);
    const after = {
      title: input.title ?? row.title,
      kind: input.kind ?? row.kind,
      contextWindow: input.contextWindow === undefined ? row.contextWindow : input.contextWindow,
      maxOutputTokens: input.maxOutputTokens === undefined ? row.maxOutputTokens : input.maxOutputTokens,
      defaultMaxTokens: input.defaultMaxTokens === undefined ? row.defaultMaxTokens : input.defaultMaxTokens,
      capabilities: input.capabilities === undefined ? row.capabilities : knownCapabilities(input.capabilities),
      status: input.status ?? row.status,
    };
    refuseDefaultAboveMost(after);
    await updateModelRow(work.run, work.organizationId, { id: row.id, ...after });
    return {
      result: await showOneModel(work, { ...row, ...after }),
      audit: { targetKind: "model", targetId: row.id, before, after },
    };
  },
});

function describeModel(row: ModelRow) {
  const { title, kind, contextWindow, maxOutputTokens, defaultMaxTokens, capabilities, status } = row;
  return { title, kind, contextWindow, maxOutputTokens, defaultMaxTokens, capabilities, status };
}
