import type { PlaygroundParameters, PlaygroundTool } from "@/lib/admin-api/client/playground";

/** What holds for every column, as it is typed. */
export interface Settings {
  projectId: string | null;
  system: string;
  /** A JSON array of functions; empty: none. */
  tools: string;
  temperature: string;
  topP: string;
  maxTokens: string;
  seed: string;
  stop: string;
  reasoningEffort: "" | NonNullable<PlaygroundParameters["reasoningEffort"]>;
}

export const EMPTY_SETTINGS: Settings = {
  projectId: null,
  system: "",
  tools: "",
  temperature: "",
  topP: "",
  maxTokens: "",
  seed: "",
  stop: "",
  reasoningEffort: "",
};

export const TOOL_EXAMPLE = JSON.stringify(
  [
    {
      name: "get_weather",
      description: "The weather at a place now.",
      parameters: { type: "object", properties: { place: { type: "string" } }, required: ["place"] },
    },
  ],
  null,
  2,
);

/** By field: what is wrong with it. */
export type SettingsProblems = Partial<Record<keyof Settings, string>>;

/** The typed text as tools; a sentence when it is none. */
export function readTools(text: string): PlaygroundTool[] | string {
  if (text.trim() === "") return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "This is not JSON yet.";
  }
  const list = (Array.isArray(value) ? value : [value]).map(unwrapped);
  for (const tool of list) {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(String(tool?.name ?? ""))) {
      return "Each tool needs a name of letters, digits, _ and -.";
    }
  }
  return list.map((tool) => ({
    name: String(tool?.name),
    ...(typeof tool?.description === "string" ? { description: tool.description } : {}),
    ...(isObject(tool?.parameters) ? { parameters: tool.parameters } : {}),
  }));
}

export function problemsOf(settings: Settings): SettingsProblems {
  const tools = readTools(settings.tools);
  return {
    ...(typeof tools === "string" ? { tools } : {}),
    ...numberProblem("temperature", settings.temperature, { from: 0, to: 2 }),
    ...numberProblem("topP", settings.topP, { from: 0, to: 1 }),
    ...numberProblem("maxTokens", settings.maxTokens, { from: 1, to: 1_000_000, whole: true }),
    ...numberProblem("seed", settings.seed, { from: 0, to: 2_147_483_647, whole: true }),
  };
}

/** The parameters that were set. Only for settings without problems. */
export function parametersOf(settings: Settings): PlaygroundParameters {
  const { temperature, topP, maxTokens, seed, stop, reasoningEffort } = settings;
  const stops = stop.split(",").flatMap((text) => (text.trim() === "" ? [] : [text.trim()]));
  return {
    ...(temperature === "" ? {} : { temperature: Number(temperature) }),
    ...(topP === "" ? {} : { topP: Number(topP) }),
    ...(maxTokens === "" ? {} : { maxTokens: Number(maxTokens) }),
    ...(seed === "" ? {} : { seed: Number(seed) }),
    ...(stops.length === 0 ? {} : { stop: stops.slice(0, 4) }),
    ...(reasoningEffort === "" ? {} : { reasoningEffort }),
  };
}

/** Typed again from what a shared conversation kept. */
export function settingsOf(
  kept: {
    system?: string | undefined;
    tools?: PlaygroundTool[] | undefined;
    parameters?: PlaygroundParameters | undefined;
  },
  projectId: string,
): Settings {
  const { temperature, topP, maxTokens, seed, stop, reasoningEffort } = kept.parameters ?? {};
  const typed = (value: number | undefined) => (value === undefined ? "" : String(value));
  return {
    projectId,
    system: kept.system ?? "",
    tools: kept.tools && kept.tools.length > 0 ? JSON.stringify(kept.tools, null, 2) : "",
    temperature: typed(temperature),
    topP: typed(topP),
    maxTokens: typed(maxTokens),
    seed: typed(seed),
    stop: (stop ?? []).join(", "),
    reasoningEffort: reasoningEffort ?? "",
  };
}

interface Bounds {
  from: number;
  to: number;
  whole?: boolean;
}

function numberProblem(field: keyof Settings, text: string, { from, to, whole = false }: Bounds): SettingsProblems {
  if (text === "") return {};
  const value = Number(text);
  const fits = Number.isFinite(value) && value >= from && value <= to && (!whole || Number.isInteger(value));
  return fits ? {} : { [field]: `A ${whole ? "whole number" : "number"} from ${from} to ${to}.` };
}

/** `{type: "function", function: {…}}`, as other consoles write it, means the function. */
function unwrapped(value: unknown): Record<string, unknown> | null {
  if (!isObject(value)) return null;
  return isObject(value.function) ? value.function : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
