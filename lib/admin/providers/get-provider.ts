import { defineRead } from "../define-verb";
import { locateProvider } from "./locate-provider";
import { showProviderDetail } from "./show-provider";

/** One provider with its credentials, without their values, and its deployments. */
export const getProvider = defineRead({
  name: "providers.get",
  permission: "providers:read",
  kind: "provider",
  locate: locateProvider,
  read: (work, provider) => showProviderDetail(work, provider),
});
