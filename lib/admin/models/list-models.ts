import { listModels as listModelRows } from "@/db/queries/models/list-models";
import { defineRead, inOrganization } from "../define-verb";
import { showModels } from "./show-model";

/** Every model with its deployments and prices. */
export const listModels = defineRead({
  name: "models.list",
  permission: "models:read",
  locate: inOrganization,
  read: async (work) => showModels(work, await listModelRows(work.run, work.organizationId)),
});
