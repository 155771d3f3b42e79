import { createHash } from "node:crypto";
import type { AdminCall } from "./admin-client";
import { type ConfigDocument, configDocument } from "./document";
import { LiveIds } from "./live-ids";
import { SECTIONS } from "./sections";

/** How a server is set up now, and what its names mean. */
export interface Live {
  document: ConfigDocument;
  ids: LiveIds;
  /** Names the state: two servers set up alike have the same. */
  hash: string;
}

/** Reads everything that is configuration. Throws a sentence that names the permission when the token may not. */
export async function readLive(call: AdminCall): Promise<Live> {
  const ids = new LiveIds();
  const read: Record<string, unknown> = { version: 1 };
  for (const section of SECTIONS) read[section.name] = await section.read(call, ids);
  const document = configDocument.parse(read);
  return { document, ids, hash: hashOf(document) };
}

/** Independent of the order of fields. */
export function hashOf(document: ConfigDocument): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(document)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]));
}

/** Whether two values mean the same, whatever the order of their fields. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
