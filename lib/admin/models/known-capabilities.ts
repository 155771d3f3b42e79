import type { ModelCapabilities } from "@/db/schema";
import type { ModelCapabilitiesView } from "@/lib/admin-api/schemas/models";

/** What was said of a model, without what was left open: a missing capability is unknown and refuses nothing. */
export function knownCapabilities(view: ModelCapabilitiesView): ModelCapabilities {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
}
