import { defineRead } from "../define-verb";
import { locateAlert, readAlert } from "./locate-alert";

/** One alert with its history. */
export const getAlert = defineRead({
  name: "alerts.get",
  permission: "alerts:read",
  kind: "alert",
  locate: locateAlert,
  read: (work, { id }, _input: { alertId: string }) => readAlert(work, id),
});
