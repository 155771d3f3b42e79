import { readClaim } from "../../claims/read-claim";
import type { Preset } from "./preset";

/**
 * Microsoft Entra ID: https://login.microsoftonline.com/<tenant id>/v2.0. Its `email` is whatever a directory's admin typed in, so it counts only
 * with the optional claim `xms_edov` (https://learn.microsoft.com/entra/identity-platform/optional-claims-reference). SCIM knows people by object id.
 */
export const entra: Preset = {
  id: "entra",
  name: "Microsoft Entra ID",
  matches: ({ hostname }) => /^login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn)$/.test(hostname),
  hasUserinfo: false,
  vouchesForEmail: (claims) => readClaim(claims, "xms_edov").some((text) => text === "true" || text === "1"),
  directoryIds: (claims) => readClaim(claims, "oid"),
};
