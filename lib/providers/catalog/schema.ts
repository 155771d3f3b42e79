import { z } from "zod";
import { QUIRKS, type Quirk } from "../openai-compatible/quirks";

/** Where an entry's address was read. `general-knowledge`: nowhere that could be looked up, so the entry is not verified. */
export const CATALOG_SOURCES = {
  "vendor-docs": "the vendor's own documentation",
  "integration-docs": "the reference of a public framework's integration (LlamaIndex), which is linked",
  "genai-prices":
    "API patterns of the price library (github.com/pydantic/genai-prices), which give the host; the path is the usual one",
  litellm: "github.com/BerriAI/litellm (constants and providers.json)",
  "cherry-studio": "github.com/CherryHQ/cherry-studio (config/providers.ts)",
  "page-assist": "github.com/n4ze3m/page-assist (oai-api-providers.ts)",
  "models-dev": "github.com/anomalyco/models.dev (provider.toml)",
  "agent-tables": "provider tables in the source of two public agents, found by exact search",
  "general-knowledge": "not looked up",
} as const;

const quirk = z.custom<Quirk>((value) => typeof value === "string" && Object.hasOwn(QUIRKS, value), "unknown quirk");
const https = z.string().regex(/^https:\/\/[a-z0-9.{}/:_@-]+[^/]$/i, "must be https without a slash at the end");

/** A part of a base URL that only the operator knows; with `options` it is chosen, else typed. */
export const catalogField = z.strictObject({
  name: z.string().regex(/^[a-z]+$/),
  label: z.string().min(1),
  example: z.string().min(1),
  options: z
    .array(z.strictObject({ value: z.string().min(1), label: z.string().min(1) }))
    .min(2)
    .optional(),
});

/** A provider or host that speaks Chat Completions, as data. */
export const catalogEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(2),
  kind: z.enum(["maker", "host", "cloud", "router", "self-hosted"]),
  /** Origin and base path; `{name}` stands for a field. */
  baseUrl: https,
  fields: z.array(catalogField).optional(),
  /** `optional`: servers of one's own often need no key. Left out: required. */
  credential: z.literal("optional").optional(),
  /** Header the key goes in; left out: `Authorization: Bearer`. */
  keyHeader: z
    .string()
    .regex(/^[a-z-]+$/)
    .optional(),
  quirks: z.array(quirk).optional(),
  environmentVariable: z
    .string()
    .regex(/^[A-Z0-9_]+$/)
    .optional(),
  docs: https,
  source: z.enum(Object.keys(CATALOG_SOURCES) as [keyof typeof CATALOG_SOURCES, ...(keyof typeof CATALOG_SOURCES)[]]),
  /** A source was found for the address. */
  verified: z.boolean(),
});

export const catalog = z.array(catalogEntry);

export type CatalogEntry = z.infer<typeof catalogEntry>;
