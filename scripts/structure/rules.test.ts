import { describe, expect, it } from "vitest";

interface SourceFile {
  path: string;
}
type Rule = (file: SourceFile) => string[];
interface Modules {
  parseSource(path: string, text: string): SourceFile;
  SYNTAX_RULES: Rule[];
  vendorNames: Rule;
  longFile: Rule;
}

const folder = "./";
const load = async () => {
  const files = ["source-files.mjs", "syntax-rules.mjs", "vendor-names.mjs", "path-rules.mjs"];
  const modules = await Promise.all(files.map((file) => import(`${folder}${file}`) as Promise<Partial<Modules>>));
  return Object.assign({}, ...modules) as Modules;
};
const { parseSource, SYNTAX_RULES, vendorNames, longFile } = await load();

function complaints(text: string, path = "lib/gateway/example.ts"): string[] {
  const file = parseSource(path, text);
  return [longFile, ...SYNTAX_RULES, vendorNames].flatMap((rule) => rule(file));
}

const lines = (count: number, line: string) => `${line}\n`.repeat(count);

const BROKEN: [string, string][] = [
  ["a file of 301 lines", lines(301, "const a = 1;")],
  ["a function of 61 lines", `function long() {\n${lines(59, "  step();")}}`],
  ["four levels of nesting", "function f() { if (a) { for (const b of c) { while (d) { if (e) g(); } } } }"],
  ["any", "export const a: any = 1;"],
  ["a non-null assertion", "export const a = b!;"],
  ["a silenced type error", "// @ts-expect-error because\nexport const a = 1;"],
  ["a Server Action", 'async function act() {\n  "use server";\n}'],
  ["the environment", "export const a = process.env.HOME;"],
  ["a socket", 'import { connect } from "node:net";\nconnect(1);'],
  ["undici", 'import { Agent } from "undici";\nnew Agent();'],
  ["fetch", 'await fetch("https://example.com");'],
  ["tee", "const [a, b] = stream.tee();"],
  ["a pattern made at run time", "const a = new RegExp(input);"],
  ["a vendor's name", 'const provider = "OpenAI";'],
  ["unfinished work", `// ${"TO"}DO later\nexport const a = 1;`],
];

describe("complains about", () => {
  it.each(BROKEN)("%s", (_, text) => {
    expect(complaints(text)).toHaveLength(1);
  });
});

describe("leaves alone", () => {
  const FINE: [string, string, string][] = [
    ["else-if chains", "lib/a/b.ts", "function f() { if (a) b(); else if (c) d(); else if (e) g(); else if (h) i(); }"],
    ["types of socket modules", "lib/a/b.ts", 'import type { IncomingMessage } from "node:http";'],
    ["egress itself", "lib/egress/a.ts", 'import { Agent } from "undici";\nnew Agent();'],
    ["the environment's reader", "lib/env.ts", "export const a = process.env.HOME;"],
    ["the browser asking our API", "components/keys/keys-queries.ts", 'fetch("/api/admin/keys");'],
    ["a provider's own folder", "lib/providers/openai/adapter.ts", 'export const title = "OpenAI";'],
    ["names of dialects", "lib/gateway/a.ts", 'export const dialect = "openai-chat";'],
    ["fixed patterns", "lib/a/b.ts", 'const a = new RegExp("^a$");'],
    ["the word any in prose", "lib/a/b.ts", "/** Any of them. */\nexport const a = 1;"],
  ];

  it.each(FINE)("%s", (_, path, text) => {
    expect(complaints(text, path)).toEqual([]);
  });
});
