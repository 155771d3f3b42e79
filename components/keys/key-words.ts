import type { Key, KeyDetail, KeySecret, KeyStatus } from "@/lib/admin-api/client/keys";
import type { Tone } from "../ui/badge";

export const KEY_STATUS: Record<KeyStatus, { tone: Tone; label: string }> = {
  active: { tone: "good", label: "Active" },
  paused: { tone: "warn", label: "Paused" },
  suspended: { tone: "warn", label: "Suspended" },
  disabled: { tone: "neutral", label: "Disabled" },
  expired: { tone: "warn", label: "Expired" },
  revoked: { tone: "bad", label: "Revoked" },
};

export const SECRET_STATUS: Record<KeySecret["status"], { tone: Tone; label: string }> = {
  active: { tone: "good", label: "Active" },
  pending: { tone: "info", label: "Not valid yet" },
  retiring: { tone: "warn", label: "Retiring" },
  expired: { tone: "neutral", label: "Expired" },
  revoked: { tone: "bad", label: "Revoked" },
};

export const EVERY_MODEL = "*";

/** Whether the key may call models that do not exist yet. */
export function allowsEveryModel(key: Pick<Key, "allowedModels">): boolean {
  return key.allowedModels.includes(EVERY_MODEL);
}

/** What a key may call now: of its own, and for a time. */
export function modelsNow({ allowedModels, modelGrants }: Pick<KeyDetail, "allowedModels" | "modelGrants">) {
  const names = [...new Set([...allowedModels, ...modelGrants.flatMap(({ models }) => models)])];
  return names.includes(EVERY_MODEL) ? ("every" as const) : names;
}

/** The models of a key in a few words: "All models", "gpt-5-mini", "3 models", "None". */
export function modelsText(key: Pick<Key, "allowedModels">): string {
  if (allowsEveryModel(key)) return "All models";
  const [first] = key.allowedModels;
  if (first === undefined) return "None";
  return key.allowedModels.length === 1 ? first : `${key.allowedModels.length} models`;
}

/** Secrets that a call can be made with now. */
export function workingSecrets(secrets: readonly KeySecret[]): KeySecret[] {
  return secrets.filter((secret) => secret.status === "active" || secret.status === "retiring");
}
