import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { createGenerator } from "ts-json-schema-generator";
import type { VendorType } from "./dialect-callers";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const DECLARATIONS = join(ROOT, "lib/gateway/testing/vendor-declarations.ts");
const SOURCES = ["openai", "@anthropic-ai/sdk", "@google/genai", "ts-json-schema-generator"];

type Schema = Record<string, unknown>;

/** Tells in what ways a value is not of a vendor's type; an empty list when it is. */
export type CheckType = (type: VendorType, value: unknown) => string[];

/**
 * JSON Schemas made from the type declarations of the vendors' own client libraries: a reading of the formats that was not
 * written here. Made once per version of those libraries and kept in `.cache`.
 */
export function loadVendorTypes(types: readonly VendorType[]): CheckType {
  const schemas = readCached(types) ?? generate(types);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const checks = new Map<string, ValidateFunction>();
  for (const type of types) checks.set(type, ajv.compile(schemas[type] ?? {}));
  return (type, value) => {
    const check = checks.get(type);
    if (check === undefined) throw new Error(`no schema of ${type} was made`);
    if (check(value)) return [];
    return complaintsOf(check.errors ?? []);
  };
}

function cacheFile(): string {
  const versions = SOURCES.map((name) => readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"));
  const own = [DECLARATIONS, fileURLToPath(import.meta.url)].map((file) => readFileSync(file, "utf8"));
  const hash = createHash("sha256").update(own.join("\n")).update(versions.join("\n")).digest("hex");
  return join(ROOT, ".cache/vendor-types", `${hash.slice(0, 16)}.json`);
}

function readCached(types: readonly VendorType[]): Record<string, Schema> | undefined {
  const file = cacheFile();
  if (!existsSync(file)) return undefined;
  const schemas = JSON.parse(readFileSync(file, "utf8")) as Record<string, Schema>;
  return types.every((type) => type in schemas) ? schemas : undefined;
}

function generate(types: readonly VendorType[]): Record<string, Schema> {
  const generator = createGenerator({
    path: DECLARATIONS,
    tsconfig: join(ROOT, "tsconfig.json"),
    skipTypeCheck: true,
    // Vendors add members without notice, and so do those who copied their formats.
    additionalProperties: true,
  });
  const made = Object.fromEntries(types.map((type) => [type, asOnTheWire(generator.createSchema(`Vendor${type}`))]));
  const file = cacheFile();
  mkdirSync(join(file, ".."), { recursive: true });
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, JSON.stringify(made));
  renameSync(whole, file);
  return made;
}

/**
 * Where the vendor's own servers depart from its types: `output_text` is computed by the client library, and `usage` is null
 * until a response has ended.
 */
function asOnTheWire(schema: object): Schema {
  const mended = JSON.stringify(schema, (name, value: unknown) => {
    if (name === "required" && Array.isArray(value)) return value.filter((member) => member !== "output_text");
    return name === "usage" && isUsageOfResponse(value) ? { anyOf: [value, { type: "null" }] } : value;
  });
  return JSON.parse(mended) as Schema;
}

function isUsageOfResponse(value: unknown): boolean {
  return JSON.stringify(value)?.includes("#/definitions/ResponseUsage") ?? false;
}

/** Of the branches of a union only one is meant; the complaints of the others say no more than that they are others. */
function complaintsOf(errors: readonly ErrorObject[]): string[] {
  const deep = errors.filter(({ instancePath }) => instancePath !== "" && !/^\/type$/.test(instancePath));
  const told = deep.length > 0 ? deep : errors;
  return told.map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}
