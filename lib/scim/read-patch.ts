import { isJson, type Json, URN } from "./schemas";
import { invalidValue, ScimError } from "./scim-error";

/** One change of one attribute: `path` in lower case and without its URN, empty never. */
export interface PatchOperation {
  op: "add" | "replace" | "remove";
  path: string;
  value: unknown;
}

const OPS = ["add", "replace", "remove"] as const;
const MOST_OPERATIONS = 1_000;
/** A path names one attribute and at most one value in a filter. */
const LONGEST_PATH = 1_000;
const URN_PREFIX = /^urn:ietf:params:scim:schemas:core:2\.0:(user|group):/i;
/** Attributes of schemas that Gatehouse does not have. */
const FOREIGN = /^urn:/i;

/**
 * The operations of a PatchOp (RFC 7644, section 3.5.2), one for each attribute. An operation without a path changes every attribute its value
 * names, whether nested (`name: { givenName }`) or dotted (`"name.givenName"`). Attributes of foreign schemas are left out. Throws ScimError.
 */
export function readPatch(body: Json): PatchOperation[] {
  const operations = body.Operations ?? body.operations;
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > MOST_OPERATIONS) {
    throw new ScimError(400, `A PATCH needs from 1 to ${MOST_OPERATIONS} Operations (${URN.patch}).`, "invalidSyntax");
  }
  return operations.flatMap(readOperation);
}

function readOperation(operation: unknown): PatchOperation[] {
  if (!isJson(operation)) throw new ScimError(400, "An operation is an object.", "invalidSyntax");
  const named = String(operation.op).toLowerCase();
  const op = OPS.find((one) => one === named);
  if (op === undefined) throw new ScimError(400, `There is no operation "${named.slice(0, 40)}".`, "invalidSyntax");
  const { path, value } = operation;
  if (path !== undefined && path !== null && typeof path !== "string") {
    throw new ScimError(400, "A path is text.", "invalidPath");
  }
  if (path) return keep(op, path, value);
  if (op === "remove") throw new ScimError(400, "A remove needs a path.", "noTarget");
  if (!isJson(value)) throw invalidValue("An operation without a path needs an object as its value.");
  return Object.entries(value).flatMap(([name, inner]) => keep(op, name, inner));
}

function keep(op: PatchOperation["op"], path: string, value: unknown): PatchOperation[] {
  if (path.length > LONGEST_PATH)
    throw new ScimError(400, `A path is ${LONGEST_PATH} characters at most.`, "invalidPath");
  const bare = path.replace(URN_PREFIX, "");
  if (FOREIGN.test(bare)) return [];
  // The names of attributes ignore case; the value inside a filter, every second part between quotes, does not.
  const parts = bare.split('"').map((part, index) => (index % 2 === 0 ? part.toLowerCase() : part));
  return [{ op, path: parts.join('"'), value }];
}

/** True and false, also as the texts that some directories send. Throws ScimError. */
export function readBoolean(value: unknown, attribute: string): boolean {
  if (typeof value === "boolean") return value;
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (text === "true" || text === "false") return text === "true";
  throw invalidValue(`${attribute} must be true or false.`);
}

/** One line of text of at most `max` characters; null for nothing. Throws ScimError. */
export function readText(value: unknown, attribute: string, max: number): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === "string" ? value.trim() : null;
  if (text === null || text.length > max || /\p{Cc}|\p{Cs}/u.test(text)) {
    throw invalidValue(`${attribute} must be one line of at most ${max} characters.`);
  }
  return text === "" ? null : text;
}
