import { defineRead } from "../define-verb";
import { locateModel } from "./locate-model";
import { showOneModel } from "./show-model";

/** One model with its deployments and prices. */
export const getModel = defineRead({
  name: "models.get",
  permission: "models:read",
  kind: "model",
  locate: locateModel,
  read: showOneModel,
});
