import type { PlaygroundMessage, PlaygroundParameters, PlaygroundTool } from "@/lib/admin-api/client/playground";
import type { RequestText } from "@/lib/admin-api/client/requests";

/** What a call asked, as the playground can ask it again. */
export interface Replay {
  system: string;
  /** Everything that was said before the last question. */
  messages: PlaygroundMessage[];
  /** The last question: it waits to be sent. */
  question: string;
  parameters: PlaygroundParameters;
  tools: PlaygroundTool[];
  /** Pictures, files, and calls of tools with their results stay behind. */
  isPartial: boolean;
}

type Turn = RequestText["turns"][number];

const SYSTEM_ROLES = new Set(["system", "developer"]);
const ANSWER_ROLES = new Set(["assistant", "model"]);

/** Reads a kept call, whatever its dialect, as a conversation to go on with. */
export function replayOf({ turns, prompt, isCut }: Pick<RequestText, "turns" | "prompt" | "isCut">): Replay {
  const body = objectOf(parsed(prompt));
  const said = turns.filter(({ role }) => !SYSTEM_ROLES.has(role));
  const last = said.findLastIndex(({ role }) => role === "user");
  const before = last === -1 ? said : said.slice(0, last);
  const question = last === -1 ? undefined : said[last];
  const asked = last === -1 ? turns : turns.slice(0, turns.indexOf(question as Turn) + 1);
  return {
    system: turns.flatMap((turn) => (SYSTEM_ROLES.has(turn.role) ? [textOf(turn)] : [])).join("\n\n"),
    messages: before.flatMap(messageOf),
    question: question === undefined ? "" : textOf(question),
    parameters: parametersIn(body),
    tools: toolsIn(body),
    isPartial:
      isCut ||
      asked.some(
        ({ role, parts }) => role === "tool" || parts.some(({ kind }) => kind !== "text" && kind !== "reasoning"),
      ),
  };
}

function messageOf(turn: Turn): PlaygroundMessage[] {
  const content = textOf(turn);
  if (content === "") return [];
  if (ANSWER_ROLES.has(turn.role)) return [{ role: "assistant", content }];
  return turn.role === "user" ? [{ role: "user", content }] : [];
}

function textOf({ parts }: Turn): string {
  return parts.flatMap(({ kind, text }) => (kind === "text" ? [text] : [])).join("\n\n");
}

/** By what each dialect calls it. */
function parametersIn(body: Record<string, unknown>): PlaygroundParameters {
  const all = { ...body, ...objectOf(body.generationConfig) };
  const number = (...names: string[]) => names.map((name) => all[name]).find((value) => typeof value === "number");
  const stop = all.stop ?? all.stop_sequences ?? all.stopSequences;
  const stops = (Array.isArray(stop) ? stop : [stop]).filter((one): one is string => typeof one === "string");
  const effort = all.reasoning_effort ?? objectOf(all.reasoning).effort;
  const parameters = {
    temperature: number("temperature"),
    topP: number("top_p", "topP"),
    maxTokens: number("max_completion_tokens", "max_tokens", "max_output_tokens", "maxOutputTokens"),
    seed: number("seed"),
    stop: stops.length === 0 ? undefined : stops.slice(0, 4),
    reasoningEffort: EFFORTS.find((known) => known === effort),
  };
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}

const EFFORTS = ["minimal", "low", "medium", "high"] as const;

function toolsIn({ tools }: Record<string, unknown>): PlaygroundTool[] {
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool) => {
    const own = objectOf(tool);
    const named = own.function === undefined ? own : objectOf(own.function);
    if (typeof named.name !== "string") return [];
    const parameters = objectOf(named.parameters ?? named.input_schema);
    return [
      {
        name: named.name,
        ...(typeof named.description === "string" ? { description: named.description } : {}),
        ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
      },
    ];
  });
}

function objectOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
