import { simulatedSettings } from "@/lib/admin-api/schemas/providers";
import { AdminError, invalidField } from "@/lib/errors/admin-error";
import type { ProviderAdapter } from "@/lib/providers/contract";
import { ADAPTERS, findAdapter } from "@/lib/providers/registry";
import { isSimulatedUrl } from "./base-url";

/** The adapter an operator named. Throws AdminError `invalid_request`. */
export function namedAdapter(id: string): ProviderAdapter {
  const adapter = findAdapter(id);
  if (adapter !== undefined) return adapter;
  const known = ADAPTERS.map((adapter) => adapter.id).join(", ");
  throw invalidField("adapter", `must be one of ${known}, or an id of GET /provider-catalog`);
}

/** The adapter of a stored provider. Throws AdminError `conflict` when this version does not have it. */
export function adapterOf(provider: { adapter: string; name: string }): ProviderAdapter {
  const adapter = findAdapter(provider.adapter);
  if (adapter !== undefined) return adapter;
  throw new AdminError(
    "conflict",
    `This version of Gatehouse cannot speak to ${provider.name}: it has no adapter "${provider.adapter}". Disable the provider or upgrade.`,
  );
}

/** Settings of a provider of this kind, checked; most kinds have none. Throws AdminError `invalid_request`. */
export function checkSettings(adapter: ProviderAdapter, settings: Record<string, unknown>): Record<string, unknown> {
  const schema = isSimulatedUrl(adapter.baseUrl ?? "") ? simulatedSettings.partial().strict() : adapter.settingsSchema;
  if (schema === undefined) {
    if (Object.keys(settings).length > 0) throw invalidField("settings", `${adapter.title} has no settings`);
    return {};
  }
  const parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidField(["settings", ...(issue?.path ?? [])].join("."), issue?.message ?? "is not valid");
}
