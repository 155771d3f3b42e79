import { execFileSync, spawnSync } from "node:child_process";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { setupGroups } from "./setup-guides";

const facts = { root: "https://ai.example.com/api", model: 'it\'s a "model"' };
const guides = setupGroups(facts).flatMap((group) => group.guides);
const samples = guides.flatMap(({ title: guide, samples: all }) =>
  all.map(({ title, code }) => [`${guide}, ${title}`, code] as const),
);
const inLanguage = (title: string) => samples.filter(([name]) => name.endsWith(`, ${title}`));
const TYPESCRIPT = samples.filter(([, code]) => code.startsWith("// npm"));
const SHELL = [...inLanguage("Shell"), ...samples.filter(([, code]) => code.startsWith("curl"))];
const JSON_FILES = samples.filter(([name]) => name.endsWith(".json"));

/** The environment that a shell hands to the tool, which is stood in for by `env`. */
function environmentOf(code: string): Record<string, string> {
  const script = code.replace(/\n(claude|gemini)\b.*$/, "\nenv -0");
  const printed = execFileSync("sh", ["-c", script], { env: { ...process.env, GATEHOUSE_KEY: "gk" } });
  const lines = printed.toString().split("\0");
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

describe("the setup page", () => {
  it("tells of every tool that it promises, under an anchor of its own", () => {
    expect(guides.map(({ title }) => title)).toEqual([
      "Claude Code",
      "Codex",
      "Gemini CLI",
      "OpenCode",
      "Cursor",
      "curl",
      "OpenAI SDK",
      "Anthropic SDK",
      "Google Gen AI SDK",
      "Vercel AI SDK",
      "LangChain",
    ]);
    expect(new Set(guides.map(({ id }) => id)).size).toBe(guides.length);
  });

  it.each(samples)("names this gateway, and the key only by its variable: %s", (_, code) => {
    expect(code).toContain("https://ai.example.com/api");
    expect(code).toMatch(/GATEHOUSE_KEY|the key itself/);
    expect(code).not.toMatch(/gk_live_/);
  });

  it.each(TYPESCRIPT)("is TypeScript without a syntax error: %s", (_, code) => {
    const options = { reportDiagnostics: true, compilerOptions: { module: ts.ModuleKind.ESNext } };
    expect(ts.transpileModule(code, options).diagnostics).toEqual([]);
  });

  it.each(SHELL)("is a script that a shell understands: %s", (_, code) => {
    expect(spawnSync("sh", ["-n", "-c", code]).status).toBe(0);
  });

  it.each(JSON_FILES)("is JSON: %s", (_, code) => {
    expect(JSON.stringify(JSON.parse(code))).toContain(JSON.stringify(facts.model).slice(1, -1));
  });

  it.skipIf(spawnSync("python3", ["--version"]).status !== 0).each(inLanguage("Python"))(
    "is Python without a syntax error: %s",
    (_, code) => {
      expect(spawnSync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], { input: code }).status).toBe(
        0,
      );
    },
  );
});

describe("what tools find in their environment", () => {
  const codeOf = (name: string) => samples.find(([title]) => title === name)?.[1] ?? "";

  it("Claude Code: where, with which key, and which model", () => {
    expect(environmentOf(codeOf("Claude Code, Shell"))).toMatchObject({
      ANTHROPIC_BASE_URL: facts.root,
      ANTHROPIC_AUTH_TOKEN: "gk",
      ANTHROPIC_MODEL: facts.model,
      ANTHROPIC_DEFAULT_HAIKU_MODEL: facts.model,
    });
  });

  it("Gemini CLI: where and with which key", () => {
    expect(environmentOf(codeOf("Gemini CLI, Shell"))).toMatchObject({
      GOOGLE_GEMINI_BASE_URL: facts.root,
      GEMINI_API_KEY: "gk",
    });
  });

  it("Codex: a table of one provider whose strings are JSON's", () => {
    const lines = codeOf("Codex, ~/.codex/config.toml").split("\n");
    const pairs = lines.flatMap((line) => {
      const [, name = "", value = ""] = /^(\w+) = (".*")$/.exec(line) ?? [];
      return name === "" ? [] : [[name, JSON.parse(value)]];
    });
    expect(lines.filter((line) => line !== "" && !/^(\w+ = ".*"|\[[\w.]+\])$/.test(line))).toEqual([]);
    expect(Object.fromEntries(pairs)).toEqual({
      model: facts.model,
      model_provider: "gatehouse",
      name: "Gatehouse",
      base_url: `${facts.root}/v1`,
      env_key: "GATEHOUSE_KEY",
      wire_api: "responses",
    });
  });
});
