import type { Json } from "@/lib/llm/json";
import { invalid } from "./fields";

const CONTROL = /\p{Cc}/gu;
const MAX_END_USER_CHARS = 512;

/**
 * The `user` of a body in OpenAI's dialects, as the ledger and the windows of quotas can store it, so that both know the same end user
 * by one name. Throws AppError `invalid_request`.
 */
export function readEndUser(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw invalid("user", "`user` must be a string.");
  return value.slice(0, MAX_END_USER_CHARS).toWellFormed().replace(CONTROL, "");
}
