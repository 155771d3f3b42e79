import type { AuditDestinationKind } from "@/db/schema";
import type { Deliver } from "./destination";
import { toFile } from "./to-file";
import { toObjectStore } from "./to-object-store";
import { toWebhook } from "./to-webhook";

/** How each kind of destination is reached. */
export const DELIVER: Record<AuditDestinationKind, Deliver> = {
  file: toFile,
  webhook: toWebhook,
  object_store: toObjectStore,
};
