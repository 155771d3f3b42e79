import type { Ask, ScriptedAnswer, ScriptedPart, ScriptedUsage } from "./dialects/dialect";

export const USAGE: ScriptedUsage = { input: 20, cached: 4, output: 12, reasoning: 2 };
/** What `good` says; the emoji and the umlaut take several bytes. */
export const GOOD_PIECES = ["Grüße ", "from the ", "faulty upstream 🛰️"];
export const GOOD_TEXT = GOOD_PIECES.join("");
export const JSON_TEXT = '{"city":"Paris","population":2102650}';

export function saying(pieces: string[], usage: ScriptedUsage | null = USAGE): ScriptedAnswer {
  return { parts: [{ type: "text", pieces }], finish: "stop", usage, usageRepeats: 1 };
}

export const GOOD = saying(GOOD_PIECES);

export const THOUGHTFUL: ScriptedAnswer = {
  ...GOOD,
  parts: [{ type: "thought", pieces: ["Six by nine, ", "or so I think."], proof: "cHJvb2Y=" }, ...GOOD.parts],
};

/** Calls up to `count` of the tools that were offered; once results are there, repeats them in words. */
export function usingTools(ask: Ask, count: number): ScriptedAnswer {
  if (ask.toolResults.length > 0) return saying(["The tools said: ", ask.toolResults.join(" and ")]);
  const offered = ask.toolNames[0] ?? "get_weather";
  const cities = ["Paris", "Oslo", "Lima", "Cairo"].slice(0, count);
  const parts = cities.map(
    (city): ScriptedPart => ({
      type: "tool",
      name: offered,
      argumentPieces: ['{"city":', JSON.stringify(city), "}"],
    }),
  );
  return { parts, finish: "tool", usage: USAGE, usageRepeats: 1 };
}
