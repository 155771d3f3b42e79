import type { AdapterSummary } from "@/lib/admin-api/schemas/providers";
import { ADAPTERS } from "@/lib/providers/registry";
import { defineRead, inOrganization } from "../define-verb";
import { summarizeAdapter } from "./adapter-summary";

/** The kinds of provider that can be added. */
export const listAdapters = defineRead({
  name: "providers.list_adapters",
  permission: "providers:read",
  locate: inOrganization,
  read: async (): Promise<AdapterSummary[]> => ADAPTERS.map(summarizeAdapter),
});
