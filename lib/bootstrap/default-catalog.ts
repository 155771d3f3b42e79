import type { CreateModelInput, PriceTierView, UsdPerMillionTokens } from "@/lib/admin-api/schemas/models";
import type { SetQuotaInput } from "@/lib/admin-api/schemas/quotas";

export const DEFAULT_NAMES = {
  organization: "My organization",
  owner: "Owner",
  /** The owner changes it; a name under `.invalid` reaches nobody (RFC 2606). */
  ownerEmail: "owner@gatehouse.invalid",
  team: "Platform",
  project: "Getting started",
  key: "Quick start",
  provider: "Simulated",
  bootstrapToken: "Bootstrap token",
} as const;

/** The model of the first `curl`. */
export const QUICK_START_MODEL = "simulated-fast";

type DefaultModel = Omit<CreateModelInput, "deployments"> & {
  upstreamModel: string;
  usdPerMillionTokens: UsdPerMillionTokens;
  usdPerUnit?: NonNullable<PriceTierView["usdPerUnit"]>;
};

/** Models of the simulated provider: a marker behind the name sets how each behaves. */
export const DEFAULT_MODELS: readonly DefaultModel[] = [
  {
    name: QUICK_START_MODEL,
    title: "Simulated fast",
    contextWindow: 128_000,
    maxOutputTokens: 8_192,
    upstreamModel: "simulated-fast;latencyMs=80;chunkMs=12",
    usdPerMillionTokens: { uncachedInput: "0.15", cacheRead: "0.015", output: "0.60", reasoning: "0.60" },
  },
  {
    name: "simulated-thorough",
    title: "Simulated thorough",
    contextWindow: 200_000,
    maxOutputTokens: 32_000,
    upstreamModel: "simulated-thorough;latencyMs=600;chunkMs=28;outputTokens=320",
    usdPerMillionTokens: { uncachedInput: "3.00", cacheRead: "0.30", output: "15.00", reasoning: "15.00" },
  },
  {
    name: "simulated-mini",
    title: "Simulated mini",
    contextWindow: 32_768,
    maxOutputTokens: 4_096,
    upstreamModel: "simulated-mini;latencyMs=30;chunkMs=5;outputTokens=40",
    usdPerMillionTokens: { uncachedInput: "0.05", cacheRead: "0.005", output: "0.20", reasoning: "0.20" },
  },
  {
    name: "simulated-flaky",
    title: "Simulated flaky: one call in five fails",
    contextWindow: 32_768,
    maxOutputTokens: 4_096,
    upstreamModel: "simulated-flaky;latencyMs=120;chunkMs=15;failure=overloaded;failureRate=0.2",
    usdPerMillionTokens: { uncachedInput: "0.15", cacheRead: "0.015", output: "0.60", reasoning: "0.60" },
  },
  {
    name: "simulated-embedding",
    title: "Simulated embedding",
    kind: "embedding",
    contextWindow: 8_192,
    upstreamModel: "simulated-embedding;latencyMs=40",
    usdPerMillionTokens: { uncachedInput: "0.02" },
  },
  {
    name: "simulated-rerank",
    title: "Simulated rerank",
    kind: "rerank",
    upstreamModel: "simulated-rerank;latencyMs=60",
    usdPerMillionTokens: {},
    usdPerUnit: { search: "0.002" },
  },
  {
    name: "simulated-moderation",
    title: "Simulated moderation",
    kind: "moderation",
    upstreamModel: "simulated-moderation;latencyMs=40",
    usdPerMillionTokens: { uncachedInput: "0" },
  },
  {
    name: "simulated-image",
    title: "Simulated image",
    kind: "image",
    upstreamModel: "simulated-image;latencyMs=400",
    usdPerMillionTokens: { uncachedInput: "5", image: "10", output: "40" },
  },
  {
    name: "simulated-speech",
    title: "Simulated speech",
    kind: "speech",
    upstreamModel: "simulated-speech;latencyMs=120;chunkMs=20",
    usdPerMillionTokens: {},
    usdPerUnit: { character: "0.000015" },
  },
  {
    name: "simulated-transcription",
    title: "Simulated transcription",
    kind: "transcription",
    upstreamModel: "simulated-transcription;latencyMs=120;chunkMs=20",
    usdPerMillionTokens: {},
    usdPerUnit: { second: "0.0001" },
  },
];

type Terms = Pick<SetQuotaInput, "unit" | "window" | "limit">;

/** Limits a new organization starts with: generous for trying out, and nobody is surprised by a bill. */
export const DEFAULT_QUOTAS: Readonly<Record<"organization" | "project" | "key", readonly Terms[]>> = {
  organization: [{ unit: "usd", window: "month", limit: "500.00" }],
  project: [{ unit: "usd", window: "month", limit: "50.00" }],
  key: [
    { unit: "requests", window: "minute", limit: "600" },
    { unit: "tokens", window: "minute", limit: "200000" },
    { unit: "concurrent", window: "now", limit: "32" },
  ],
};
