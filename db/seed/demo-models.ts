import type { PriceTierView } from "@/lib/admin-api/schemas/models";

/** A provider of the demo. Every one is simulated and says so in its name. */
export interface DemoProvider {
  name: string;
  settings: { latencyMs: number; chunkMs: number };
}

export const DEMO_PROVIDERS = [
  { name: "Simulated EU", settings: { latencyMs: 180, chunkMs: 16 } },
  { name: "Simulated US", settings: { latencyMs: 310, chunkMs: 13 } },
  { name: "Simulated Edge", settings: { latencyMs: 60, chunkMs: 8 } },
  { name: "Simulated Batch", settings: { latencyMs: 1_200, chunkMs: 35 } },
] as const satisfies readonly DemoProvider[];

type DemoProviderName = (typeof DEMO_PROVIDERS)[number]["name"];

export interface DemoModel {
  name: string;
  title: string;
  contextWindow: number;
  maxOutputTokens: number;
  /** In the order they are tried. */
  providers: readonly DemoProviderName[];
  /** Null: nobody has set a price yet. */
  price: PriceTierView[] | null;
  /** What it cost before; the price above is its second version. */
  formerPrice?: PriceTierView[];
  /** How its calls look: milliseconds to the first token, milliseconds per token, share of output that is reasoning. */
  pace: { ttftMs: number; perTokenMs: number; reasoningShare: number };
}

function flat(usdPerMillionTokens: PriceTierView["usdPerMillionTokens"]): PriceTierView[] {
  return [{ fromInputTokens: 0, usdPerMillionTokens }];
}

export const DEMO_MODELS: readonly DemoModel[] = [
  {
    name: "atlas-4",
    title: "Atlas 4 (simulated)",
    contextWindow: 400_000,
    maxOutputTokens: 64_000,
    providers: ["Simulated EU", "Simulated US"],
    price: [
      {
        fromInputTokens: 0,
        usdPerMillionTokens: { uncachedInput: "2.50", cacheRead: "0.25", output: "15.00", reasoning: "15.00" },
      },
      {
        fromInputTokens: 200_000,
        usdPerMillionTokens: { uncachedInput: "5.00", cacheRead: "0.50", output: "22.50", reasoning: "22.50" },
      },
    ],
    pace: { ttftMs: 520, perTokenMs: 14, reasoningShare: 0.1 },
  },
  {
    name: "atlas-4-mini",
    title: "Atlas 4 mini (simulated)",
    contextWindow: 400_000,
    maxOutputTokens: 64_000,
    providers: ["Simulated EU", "Simulated Edge"],
    price: flat({ uncachedInput: "0.25", cacheRead: "0.025", output: "2.00", reasoning: "2.00" }),
    pace: { ttftMs: 310, perTokenMs: 7, reasoningShare: 0.05 },
  },
  {
    name: "sable-pro",
    title: "Sable Pro (simulated)",
    contextWindow: 200_000,
    maxOutputTokens: 32_000,
    providers: ["Simulated US", "Simulated EU"],
    price: flat({ uncachedInput: "3.00", cacheRead: "0.30", cacheWrite: "3.75", output: "15.00", reasoning: "15.00" }),
    pace: { ttftMs: 640, perTokenMs: 16, reasoningShare: 0.15 },
  },
  {
    name: "sable-flash",
    title: "Sable Flash (simulated)",
    contextWindow: 200_000,
    maxOutputTokens: 16_000,
    providers: ["Simulated Edge", "Simulated US"],
    price: flat({ uncachedInput: "0.30", cacheRead: "0.03", cacheWrite: "0.375", output: "2.50", reasoning: "2.50" }),
    pace: { ttftMs: 190, perTokenMs: 6, reasoningShare: 0 },
  },
  {
    name: "onyx-reason",
    title: "Onyx Reason (simulated)",
    contextWindow: 256_000,
    maxOutputTokens: 100_000,
    providers: ["Simulated US"],
    price: flat({ uncachedInput: "1.25", cacheRead: "0.125", output: "10.00", reasoning: "10.00" }),
    formerPrice: flat({ uncachedInput: "2.00", cacheRead: "0.50", output: "14.00", reasoning: "14.00" }),
    pace: { ttftMs: 2_600, perTokenMs: 18, reasoningShare: 0.65 },
  },
  {
    name: "harbor-72b",
    title: "Harbor 72B (simulated)",
    contextWindow: 131_072,
    maxOutputTokens: 8_192,
    providers: ["Simulated Batch", "Simulated EU"],
    price: flat({ uncachedInput: "0.60", output: "0.90" }),
    pace: { ttftMs: 900, perTokenMs: 24, reasoningShare: 0 },
  },
  {
    name: "pebble-8b",
    title: "Pebble 8B (simulated)",
    contextWindow: 32_768,
    maxOutputTokens: 4_096,
    providers: ["Simulated Edge"],
    price: flat({ uncachedInput: "0.05", output: "0.10" }),
    pace: { ttftMs: 90, perTokenMs: 4, reasoningShare: 0 },
  },
  {
    name: "quartz-preview",
    title: "Quartz preview (simulated, no price yet)",
    contextWindow: 128_000,
    maxOutputTokens: 16_000,
    providers: ["Simulated US"],
    price: null,
    pace: { ttftMs: 700, perTokenMs: 15, reasoningShare: 0.2 },
  },
];
