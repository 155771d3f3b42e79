import type { Organization, UpdateOrganizationInput } from "../schemas/organization";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/organization";

/** Changes name or time zone; both are part of `getMe`. */
export function updateOrganization(input: UpdateOrganizationInput): Promise<Organization> {
  return adminFetch("/organization", { method: "PATCH", body: input });
}
