import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { curlSnippet, snippets } from "./snippets";

const facts = { baseUrl: "https://ai.example.com/api/v1", model: "gpt-5-mini" };

/** What a shell hands to `curl` for a sample, argument by argument. */
function argumentsOf(code: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${code}`;
  const env = { ...process.env, GATEHOUSE_KEY: "gk_live_example" };
  return execFileSync("sh", ["-c", script], { env, encoding: "utf8" }).split("\0").slice(0, -1);
}

describe("snippets", () => {
  it("give curl a JSON body and the key from the environment", () => {
    const given = argumentsOf(curlSnippet(facts));
    expect(given).toContain("https://ai.example.com/api/v1/chat/completions");
    expect(given).toContain("Authorization: Bearer gk_live_example");
    expect(JSON.parse(given.at(-1) ?? "")).toMatchObject({ model: "gpt-5-mini", stream: true });
  });

  it("survive a quote in a model's name", () => {
    const given = argumentsOf(curlSnippet({ ...facts, model: "it's" }));
    expect(JSON.parse(given.at(-1) ?? "")).toMatchObject({ model: "it's" });
  });

  it("name the same base URL and model in every language, and never a secret that was not given", () => {
    for (const { code } of snippets(facts)) {
      expect(code).toContain(facts.baseUrl);
      expect(code).toContain("gpt-5-mini");
      expect(code).toContain("GATEHOUSE_KEY");
    }
  });
});
