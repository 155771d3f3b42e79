import { z } from "zod";
import { instant, status } from "./fields";
import { idOf, line } from "./text";

/** One field of an adapter's credential form; the portal draws it, the API checks it against the adapter. */
export const credentialField = z.object({
  name: z.string().meta({ example: "apiKey" }),
  label: z.string().meta({ example: "API key" }),
  kind: z.enum(["secret", "text"]),
  required: z.boolean(),
});

/** `optional`: self-hosted servers often need none. */
export const credentialNeed = z.enum(["required", "optional", "none"]);

/** What kinds of provider this Gatehouse can speak to. */
export const adapterSummary = z
  .object({
    id: z.string().meta({ example: "openai" }),
    title: z.string().meta({ example: "OpenAI" }),
    dialect: z.string().meta({ example: "openai-chat" }),
    /** Null: the operator must give it (self-hosted servers). */
    baseUrl: z.string().nullable().meta({ example: "https://api.openai.com/v1" }),
    simulated: z.boolean(),
    credentialNeed,
    /** What the form says under the field, where a credential is more than a key. */
    credentialHint: z.string().nullable(),
    /** Empty: this kind has no credential. */
    credentialFields: z.array(credentialField),
    environmentVariable: z.string().nullable().meta({ example: "OPENAI_API_KEY" }),
    /** A connection test exists for it. */
    canTest: z.boolean(),
  })
  .meta({ id: "Adapter" });

/** A part of an address that only the operator knows; with `options` it is chosen, else typed. */
export const addressField = z.object({
  name: z.string().meta({ example: "account" }),
  label: z.string().meta({ example: "Account id" }),
  example: z.string(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
});

/** A service that speaks a format Gatehouse knows and is added by picking it and pasting a key. */
export const catalogProvider = adapterSummary
  .extend({
    kind: z.enum(["maker", "host", "cloud", "router", "self-hosted"]),
    /** Where its API begins; `{name}` stands for a field. */
    address: z.string().meta({ example: "https://api.groq.com/openai/v1" }),
    addressFields: z.array(addressField),
    docsUrl: z.string().meta({ example: "https://console.groq.com/docs/openai" }),
    /** Where the address was read. */
    source: z.string(),
    /** A source was found for the address. */
    verified: z.boolean(),
    quirks: z.array(z.string()).meta({
      description: "How it differs from OpenAI's own Chat Completions; calls are written for it accordingly.",
      example: ["gives one answer per call"],
    }),
  })
  .meta({ id: "CatalogProvider" });

/** A sealed API key as it can be shown: never its value. */
export const credentialSummary = z
  .object({
    id: idOf("crd"),
    name: z.string().meta({ example: "Production" }),
    last4: z.string().meta({ example: "x7Qa" }),
    allowedOrigin: z.string().meta({ example: "https://api.openai.com" }),
    lastTestedAt: instant.nullable(),
    lastTestOk: z.boolean().nullable(),
    lastTestDetail: z.string().nullable().meta({ example: "OpenAI accepted the credential in 231 ms." }),
    createdAt: instant,
    rotatedAt: instant.nullable(),
    /** Deployments that call with it; above 0 it cannot be deleted. */
    deploymentCount: z.int(),
  })
  .meta({ id: "Credential" });

/** Pace and failures of the simulated provider. */
export const simulatedSettings = z
  .object({
    latencyMs: z.int().min(0).max(60_000).meta({ description: "Time to the first token.", example: 120 }),
    chunkMs: z.int().min(0).max(5_000).meta({ description: "Time between stream chunks.", example: 15 }),
    failure: z
      .enum(["none", "error", "rate_limit", "overloaded", "auth", "timeout", "truncate", "error_event"])
      .meta({ description: "What goes wrong when a call is chosen to fail.", example: "none" }),
    failureRate: z.number().min(0).max(1).meta({ description: "Share of calls that fail.", example: 0 }),
    outputTokens: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .meta({ description: "Length to aim for. Left out: the prompt decides.", example: 120 }),
  })
  .meta({ id: "SimulatedSettings" });

export const providerSummary = z
  .object({
    id: idOf("prv"),
    adapter: z.string().meta({ example: "openai" }),
    adapterTitle: z.string().meta({ example: "OpenAI" }),
    name: z.string().meta({ example: "OpenAI" }),
    baseUrl: z.string().meta({ example: "https://api.openai.com/v1" }),
    simulated: z.boolean(),
    status,
    /** Adapter settings; `simulatedSettings` for the simulated provider, an empty object for most others. */
    settings: z.record(z.string(), z.unknown()),
    credentialNeed,
    canTest: z.boolean(),
    createdAt: instant,
    credentials: z.array(credentialSummary),
    deploymentCount: z.int().meta({ example: 3 }),
  })
  .meta({ id: "Provider" });

/** One upstream model of this provider that a model name of ours resolves to. */
export const providerDeployment = z.object({
  id: idOf("dep"),
  modelId: idOf("mdl"),
  modelName: z.string().meta({ example: "gpt-5-mini" }),
  upstreamModel: z.string().meta({ example: "gpt-5-mini" }),
  credentialId: z.string().nullable(),
  status,
});

export const providerDetail = providerSummary
  .extend({ deployments: z.array(providerDeployment) })
  .meta({ id: "ProviderDetail" });

const apiKey = z
  .string()
  .trim()
  .min(1)
  .max(4096)
  .meta({ description: "Write-only. Sealed at once and never readable again.", example: "sk-…" });
const providerName = line(80).meta({ example: "OpenAI" });
const credentialName = line(80).meta({ example: "Production" });
const baseUrl = z.url({ protocol: /^(https?|simulated)$/ }).max(500);
const settings = z.record(z.string(), z.unknown());

export const providerParams = z.object({ providerId: idOf("prv") });
export const credentialParams = providerParams.extend({ credentialId: idOf("crd") });

export const createProviderInput = z
  .strictObject({
    adapter: z.string().min(1).meta({ example: "openai" }),
    name: providerName,
    /** Left out: the adapter's own. */
    baseUrl: baseUrl.optional(),
    settings: settings.optional(),
    /** The first credential, sealed in the same transaction. */
    credential: z.strictObject({ name: credentialName.optional(), apiKey }).optional(),
  })
  .meta({ id: "CreateProvider" });

export const updateProviderInput = z
  .strictObject({
    name: providerName.optional(),
    /** Another origin than before needs every credential again in `credentials`, because each is sealed to its origin. */
    baseUrl: baseUrl.optional(),
    settings: settings.optional(),
    status: status.optional(),
    credentials: z
      .array(z.strictObject({ id: idOf("crd"), apiKey }))
      .max(50)
      .optional(),
  })
  .meta({ id: "UpdateProvider" });

export const addCredentialInput = z.strictObject({ name: credentialName, apiKey }).meta({ id: "AddCredential" });
export const replaceCredentialInput = z
  .strictObject({ name: credentialName.optional(), apiKey })
  .meta({ id: "ReplaceCredential" });

export const testProviderInput = z
  .strictObject({
    /** Left out: the provider's first credential. */
    credentialId: idOf("crd").optional(),
  })
  .meta({ id: "TestProvider" });

/** What a connection test found, in words a person can act on. */
export const connectionTest = z
  .object({
    ok: z.boolean(),
    detail: z.string().meta({ example: "OpenAI accepted the credential in 231 ms." }),
    /** The upstream's status; null when no answer came. */
    status: z.int().nullable().meta({ example: 200 }),
    durationMs: z.int().meta({ example: 231 }),
    testedAt: instant,
    credentialId: z.string().nullable(),
  })
  .meta({ id: "ConnectionTest" });

export const adapterList = z.object({ items: z.array(adapterSummary) }).meta({ id: "AdapterList" });
export const catalogList = z.object({ items: z.array(catalogProvider) }).meta({ id: "CatalogProviderList" });
export const providerList = z.object({ items: z.array(providerSummary) }).meta({ id: "ProviderList" });

export type CredentialField = z.infer<typeof credentialField>;
export type CredentialNeed = z.infer<typeof credentialNeed>;
export type AdapterSummary = z.infer<typeof adapterSummary>;
export type CatalogProvider = z.infer<typeof catalogProvider>;
export type CredentialSummary = z.infer<typeof credentialSummary>;
export type SimulatedSettings = z.infer<typeof simulatedSettings>;
export type ProviderSummary = z.infer<typeof providerSummary>;
export type ProviderDeployment = z.infer<typeof providerDeployment>;
export type ProviderDetail = z.infer<typeof providerDetail>;
export type CreateProviderInput = z.infer<typeof createProviderInput>;
export type UpdateProviderInput = z.infer<typeof updateProviderInput>;
export type AddCredentialInput = z.infer<typeof addCredentialInput>;
export type ReplaceCredentialInput = z.infer<typeof replaceCredentialInput>;
export type TestProviderInput = z.infer<typeof testProviderInput>;
export type ConnectionTest = z.infer<typeof connectionTest>;
