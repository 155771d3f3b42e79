import { z } from "zod";
import { MODEL_KINDS } from "@/lib/llm/model-kind";
import { UNITS } from "@/lib/llm/units";
import { SERVICE_TIERS, TOKEN_CLASSES } from "@/lib/llm/usage";
import { instant, named, status } from "./fields";
import { idOf, line } from "./text";

const decimal = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, "must be a decimal number without a sign, such as 2.50")
  .meta({ example: "2.50" });

const fineDecimal = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,12})?$/, "must be a decimal number without a sign, such as 0.01")
  .meta({ example: "0.01" });

/** USD per million tokens by class; a missing class is unknown, "0" is free. At most 6 decimals. */
export const usdPerMillionTokens = z.partialRecord(z.enum(TOKEN_CLASSES), decimal).meta({
  id: "UsdPerMillionTokens",
  description: 'USD per million tokens by token class. A missing class is unknown; "0" is free.',
  example: { uncachedInput: "2.50", cacheRead: "0.25", output: "15.00", reasoning: "15.00" },
});

/** USD per unit that is no token; a missing unit is charged nothing of its own. At most 12 decimals. */
const usdPerUnit = z.partialRecord(z.enum(UNITS), fineDecimal).meta({
  id: "UsdPerUnit",
  description: "USD per picture made, second heard, character spoken or search ranked, for models charged by them.",
  example: { picture: "0.04" },
});

const modelKind = z.enum(MODEL_KINDS).meta({
  id: "ModelKind",
  description: "What the model does, and so through which endpoints it is called.",
  example: "chat",
});

export const priceTier = z
  .strictObject({
    fromInputTokens: z.int().min(0).meta({
      description: "This tier prices the whole call when its input tokens are at or above this. The first starts at 0.",
      example: 0,
    }),
    serviceTier: z.enum(SERVICE_TIERS).optional().meta({
      description:
        "Prices only calls the provider says it answered with this class of service. Left out: the usual one.",
      example: "priority",
    }),
    usdPerMillionTokens,
    usdPerRequest: fineDecimal.optional().meta({ description: "Charged once per call.", example: "0.01" }),
    usdPerUnit: usdPerUnit.optional(),
  })
  .meta({ id: "PriceTier" });

/** One version of a price; never edited, a change is a new version. */
export const price = z
  .object({
    id: idOf("prc"),
    version: z.int().meta({ example: 3 }),
    source: z
      .string()
      .meta({ description: "`operator`, `simulated`, or the price library and its version.", example: "operator" }),
    effectiveFrom: instant,
    createdAt: instant,
    tiers: z.array(priceTier),
  })
  .meta({ id: "Price" });

export const modelCapabilities = z
  .strictObject({
    sampling: z.boolean().optional(),
    thinking: z.enum(["none", "budget", "adaptive", "both"]).optional(),
    forcedTool: z.boolean().optional(),
    tools: z.boolean().optional(),
    images: z.boolean().optional(),
    documents: z.boolean().optional(),
    audio: z.boolean().optional(),
    structuredOutput: z.boolean().optional(),
    prefill: z.boolean().optional(),
  })
  .meta({ id: "ModelCapabilities", description: "What the model accepts. Missing is unknown, and refuses nothing." });

/** By field: where its value is from. */
export const modelFactSources = z
  .partialRecord(
    z.enum(["contextWindow", "maxOutputTokens", "defaultMaxTokens", ...modelCapabilities.keyof().options]),
    z.string(),
  )
  .meta({
    id: "ModelFactSources",
    description: "The vendor's page, the price library, or `operator`. What is not known has no source.",
    example: { images: "https://platform.openai.com/docs/models", tools: "operator" },
  });

export const deploymentSummary = z
  .object({
    id: idOf("dep"),
    provider: named,
    adapter: z.string().meta({ example: "openai" }),
    simulated: z.boolean(),
    providerStatus: status,
    credential: z.object({ id: z.string(), name: z.string(), last4: z.string() }).nullable(),
    upstreamModel: z.string().meta({ example: "gpt-5-mini" }),
    /** Lower is tried first. */
    priority: z.int(),
    status,
    /** Null: unpriced, so its calls have an unknown cost and keys with a money quota are refused. */
    price: price.nullable(),
    /** Of a wildcard: upstream names with a price of their own, by name. */
    pricedNames: z.array(z.object({ upstreamModel: z.string(), price })),
    createdAt: instant,
  })
  .meta({ id: "Deployment" });

export const model = z
  .object({
    id: idOf("mdl"),
    name: z.string().meta({ description: "What a caller asks for.", example: "gpt-5-mini" }),
    title: z.string().meta({ example: "GPT-5 mini" }),
    kind: modelKind,
    contextWindow: z.int().nullable().meta({ example: 400_000 }),
    maxOutputTokens: z.int().nullable().meta({ example: 128_000 }),
    defaultMaxTokens: z.int().nullable().meta({
      description: "Put into calls that set no bound on their answer. Null: they stay unbounded.",
      example: 4096,
    }),
    capabilities: modelCapabilities,
    sources: modelFactSources,
    status,
    /** Every deployment is simulated. */
    simulated: z.boolean(),
    /** A call would find a target now: the model, a deployment and its provider are active. */
    callable: z.boolean(),
    /** By priority. */
    deployments: z.array(deploymentSummary),
    createdAt: instant,
  })
  .meta({ id: "Model" });

const modelName = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._:/@-]{0,127}|[A-Za-z0-9._:/@-]{0,125}\/\*)$/,
    "may have letters, digits and . _ : / @ -, must start with a letter or digit, and may end in /* to stand for every name below",
  );
const title = line(120);
const tokenCount = z.int().min(1).max(100_000_000);
const upstreamModel = line(200);

export const priceTiersInput = z.array(priceTier).min(1).max(16);

export const addDeploymentInput = z
  .strictObject({
    providerId: idOf("prv"),
    /** Left out: the provider's only credential, or none where none is needed. */
    credentialId: idOf("crd").optional(),
    upstreamModel: upstreamModel.meta({ example: "gpt-5-mini" }),
    /** Left out: the current price, else the catalog's, else unpriced. */
    price: priceTiersInput.optional(),
  })
  .meta({ id: "AddDeployment" });

export const createModelInput = z
  .strictObject({
    name: modelName.meta({
      description:
        "`openai/*` is a wildcard: it passes every name below it to an upstream name with the `*` filled in.",
      example: "gpt-5-mini",
    }),
    /** These five are taken from the catalog when left out and the first deployment is in it. */
    title: title.optional(),
    kind: modelKind.optional(),
    contextWindow: tokenCount.nullable().optional(),
    maxOutputTokens: tokenCount.nullable().optional(),
    capabilities: modelCapabilities.optional(),
    defaultMaxTokens: tokenCount.nullable().optional(),
    /** In the order they are tried. */
    deployments: z.array(addDeploymentInput).max(20),
  })
  .meta({ id: "CreateModel" });

export const updateModelInput = z
  .strictObject({
    title: title.optional(),
    kind: modelKind.optional(),
    contextWindow: tokenCount.nullable().optional(),
    maxOutputTokens: tokenCount.nullable().optional(),
    capabilities: modelCapabilities.optional(),
    defaultMaxTokens: tokenCount.nullable().optional(),
    status: status.optional(),
  })
  .meta({ id: "UpdateModel" });

export const updateDeploymentInput = z
  .strictObject({ status: status.optional(), credentialId: idOf("crd").nullable().optional() })
  .meta({ id: "UpdateDeployment" });

export const orderDeploymentsInput = z
  .strictObject({
    deploymentIds: z
      .array(idOf("dep"))
      .min(1)
      .max(50)
      .meta({ description: "Every deployment of the model, first tried first." }),
  })
  .meta({ id: "OrderDeployments" });

const priced = upstreamModel.meta({
  description:
    "Only for a wildcard's deployment: the one upstream name to price. Left out: all that have no price of their own.",
  example: "gpt-5-mini",
});

/** A new price version: the operator's own tiers, or back to the price library's. */
export const setPriceInput = z
  .union([
    z.strictObject({ tiers: priceTiersInput, upstreamModel: priced.optional() }),
    z.strictObject({ fromCatalog: z.literal(true), upstreamModel: priced.optional() }),
  ])
  .meta({ id: "SetPrice" });

/** A usual model of a provider, ready to be added by `POST /models` with its name and this provider. */
export const catalogSuggestion = z
  .object({
    upstreamModel: z.string().meta({ example: "gpt-5-mini" }),
    name: z.string().meta({ example: "gpt-5-mini" }),
    title: z.string().meta({ example: "GPT-5 mini" }),
    kind: modelKind,
    contextWindow: z.int().nullable(),
    maxOutputTokens: z.int().nullable(),
    capabilities: modelCapabilities,
    tiers: z.array(priceTier).nullable().meta({ description: "Null: the library has no price." }),
    priceSource: z.string().nullable().meta({ example: "genai-prices@0.1.8" }),
    /** The model of ours that already calls it here. */
    existingModelId: z.string().nullable(),
    /** A model of ours that has the suggested name: add a deployment to it instead of a model. */
    sameNameModelId: z.string().nullable(),
  })
  .meta({ id: "CatalogSuggestion" });

export const modelParams = z.object({ modelId: idOf("mdl") });
export const deploymentParams = z.object({ deploymentId: idOf("dep") });
export const modelList = z.object({ items: z.array(model) }).meta({ id: "ModelList" });
export const priceList = z.object({ items: z.array(price) }).meta({ id: "PriceList" });
export const catalogList = z.object({ items: z.array(catalogSuggestion) }).meta({ id: "CatalogList" });

export type UsdPerMillionTokens = z.infer<typeof usdPerMillionTokens>;
export type PriceTierView = z.infer<typeof priceTier>;
export type PriceView = z.infer<typeof price>;
export type ModelFactSources = z.infer<typeof modelFactSources>;
export type ModelCapabilitiesView = z.infer<typeof modelCapabilities>;
export type DeploymentSummary = z.infer<typeof deploymentSummary>;
export type ModelView = z.infer<typeof model>;
export type AddDeploymentInput = z.infer<typeof addDeploymentInput>;
export type CreateModelInput = z.infer<typeof createModelInput>;
export type UpdateModelInput = z.infer<typeof updateModelInput>;
export type UpdateDeploymentInput = z.infer<typeof updateDeploymentInput>;
export type OrderDeploymentsInput = z.infer<typeof orderDeploymentsInput>;
export type SetPriceInput = z.infer<typeof setPriceInput>;
export type CatalogSuggestion = z.infer<typeof catalogSuggestion>;
