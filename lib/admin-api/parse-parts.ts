import { z } from "zod";
import { AdminError, type FieldError } from "@/lib/errors/admin-error";

/** Checks `value` against `schema`, refusing unknown fields. Throws AdminError `invalid_request` naming every field that is wrong. */
export function parsePart(
  schema: z.ZodType | undefined,
  value: unknown,
  where: "path" | "query" | "body" | "headers",
): unknown {
  if (schema === undefined) return refuseAnything(value, where);
  const closed = schema instanceof z.ZodObject ? schema.strict() : schema;
  const result = closed.safeParse(value ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({ path: issue.path.join("."), message: sentence(issue) }));
  throw invalid(where, errors);
}

/** The headers that `schema` names; a request has many others, which are nobody's business here. */
export function parseHeaders(schema: z.ZodType | undefined, headers: Headers): unknown {
  if (!(schema instanceof z.ZodObject)) return undefined;
  const given = Object.keys(schema.shape).flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return parsePart(schema, Object.fromEntries(given), "headers");
}

/** Query parameters as an object. Throws AdminError `invalid_request` for one that is given twice. */
export function readQuery(search: URLSearchParams): Record<string, string> {
  const names = [...search.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid("query", [{ path: twice, message: "is given twice" }]);
  return Object.fromEntries(search);
}

function refuseAnything(value: unknown, where: "path" | "query" | "body" | "headers"): undefined {
  const unknown = value !== null && typeof value === "object" ? Object.keys(value) : [];
  if (unknown.length === 0) return undefined;
  throw invalid(
    where,
    unknown.map((path) => ({ path, message: "is not known here" })),
  );
}

function invalid(where: string, errors: FieldError[]): AdminError {
  const shown = errors
    .slice(0, 3)
    .map((error) => (error.path === "" ? error.message : `${error.path}: ${error.message}`));
  return new AdminError("invalid_request", `The ${where} is not valid. ${shown.join("; ")}.`, { errors });
}

function sentence(issue: z.core.$ZodIssue): string {
  return issue.code === "unrecognized_keys" ? `has unknown fields: ${issue.keys.join(", ")}` : issue.message;
}
