import type { Target } from "../contract";
import { readSigningKey } from "./credential";

/** The header of a Bedrock API key; none for an access key, whose calls are signed later and which itself never leaves. */
export function authorization({ credential }: Target): Record<string, string> {
  const key = credential?.reveal() ?? "";
  return readSigningKey(key) === null ? { authorization: `Bearer ${key}` } : {};
}
