import { createHash } from "node:crypto";

/**
 * A tool call's id in the characters Anthropic takes (`^[a-zA-Z0-9_-]+$`). The same id always gives the same one, so a call and its
 * result still meet; ids that already fit are left alone.
 */
export function toolUseId(id: string): string {
  if (/^[\w-]+$/.test(id)) return id;
  return `call_${createHash("sha256").update(id).digest("hex").slice(0, 24)}`;
}
