import type { DeploymentRow } from "@/db/queries/models/find-deployment";
import { listPriceVersions } from "@/db/queries/models/list-price-versions";
import { defineRead } from "../define-verb";
import { locateDeployment } from "./locate-model";
import { showPrice } from "./show-model";

/** Every price version of what a deployment calls, newest first; none is unpriced. */
export const listPrices = defineRead({
  name: "prices.list",
  permission: "models:read",
  kind: "deployment",
  locate: locateDeployment,
  read: async (work, deployment: DeploymentRow, _input: { deploymentId: string }) =>
    (await listPriceVersions(work.run, work.organizationId, deployment)).map(showPrice),
});
