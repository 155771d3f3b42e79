import { AppError } from "@/lib/errors/app-error";
import type { Json, JsonObject } from "@/lib/llm/json";
import { isJsonObject } from "@/lib/llm/read-json";

/** A mistake in the body: 400 with the parameter at fault. */
export function invalid(param: string, message: string): AppError {
  return new AppError("invalid_request", message, { param });
}

/** Something well formed that the hub cannot carry to a model of another dialect: 400 with the parameter at fault. */
export function notCarried(param: string, what: string): AppError {
  return new AppError(
    "unsupported_parameter",
    `This model cannot take ${what} (\`${param}\`). Remove it or choose another model.`,
    {
      param,
    },
  );
}

/** A member that may be missing or null, checked by `read`; `expected` completes "must be …". Throws AppError `invalid_request`. */
function optional<Value>(
  body: JsonObject,
  name: string,
  expected: string,
  read: (value: Json) => Value | undefined,
): Value | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const checked = read(value);
  if (checked === undefined) throw invalid(name, `\`${name}\` must be ${expected}.`);
  return checked;
}

export function optionalNumber(body: JsonObject, name: string): number | undefined {
  return optional(body, name, "a number", (value) => (typeof value === "number" ? value : undefined));
}

export function optionalBoolean(body: JsonObject, name: string): boolean | undefined {
  return optional(body, name, "true or false", (value) => (typeof value === "boolean" ? value : undefined));
}

export function optionalText(body: JsonObject, name: string): string | undefined {
  return optional(body, name, "a string", (value) => (typeof value === "string" ? value : undefined));
}

export function optionalObject(body: JsonObject, name: string): JsonObject | undefined {
  return optional(body, name, "an object", (value) => (isJsonObject(value) ? value : undefined));
}

export function optionalList(body: JsonObject, name: string): Json[] | undefined {
  return optional(body, name, "an array", (value) => (Array.isArray(value) ? value : undefined));
}

/** A whole number of at least 1. */
export function optionalCount(body: JsonObject, name: string): number | undefined {
  return optional(body, name, "a whole number of at least 1", (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 1 ? value : undefined,
  );
}

/** One of the given words. */
export function optionalWord<Word extends string>(
  body: JsonObject,
  name: string,
  words: readonly Word[],
): Word | undefined {
  return optional(body, name, `one of ${words.join(", ")}`, (value) => words.find((word) => word === value));
}
