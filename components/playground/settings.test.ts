import { describe, expect, it } from "vitest";
import { EMPTY_SETTINGS, parametersOf, problemsOf, readTools, settingsOf, TOOL_EXAMPLE } from "./settings";

describe("settings of the playground", () => {
  it("read tools as one pastes them: a list, one alone, or wrapped as functions", () => {
    const [example] = JSON.parse(TOOL_EXAMPLE) as [object];
    expect(readTools(TOOL_EXAMPLE)).toEqual([example]);
    expect(readTools(JSON.stringify({ type: "function", function: example }))).toEqual([example]);
    expect(readTools("")).toEqual([]);
    expect(readTools("{")).toBe("This is not JSON yet.");
    expect(readTools('[{"name":"no spaces"}]')).toContain("needs a name");
  });

  it("say what is out of bounds and send only what was set", () => {
    expect(problemsOf({ ...EMPTY_SETTINGS, temperature: "3", maxTokens: "1.5", topP: "x" })).toEqual({
      temperature: "A number from 0 to 2.",
      maxTokens: "A whole number from 1 to 1000000.",
      topP: "A number from 0 to 1.",
    });
    expect(parametersOf(EMPTY_SETTINGS)).toEqual({});
    const typed = { ...EMPTY_SETTINGS, temperature: "0", stop: "END, ", reasoningEffort: "low" as const };
    expect(parametersOf(typed)).toEqual({ temperature: 0, stop: ["END"], reasoningEffort: "low" });
    expect(settingsOf({ parameters: parametersOf(typed) }, "prj_1")).toEqual({
      ...typed,
      projectId: "prj_1",
      stop: "END",
    });
  });
});
