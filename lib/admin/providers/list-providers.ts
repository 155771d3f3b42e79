import { listCredentials } from "@/db/queries/providers/list-credentials";
import { listProviders as listProviderRows } from "@/db/queries/providers/list-providers";
import type { ProviderSummary } from "@/lib/admin-api/schemas/providers";
import { defineRead, inOrganization } from "../define-verb";
import { showProvider } from "./show-provider";

/** Every provider, credentials without their values. */
export const listProviders = defineRead({
  name: "providers.list",
  permission: "providers:read",
  locate: inOrganization,
  async read({ run, organizationId }): Promise<ProviderSummary[]> {
    const rows = await listProviderRows(run, organizationId);
    const credentials = await listCredentials(
      run,
      organizationId,
      rows.map((row) => row.id),
    );
    return rows.map((row) => showProvider(row, credentials));
  },
});
