import { Document, isMap, isScalar, type Pair, parseDocument } from "yaml";
import type { ZodError } from "zod";
import { type ConfigDocument, configDocument } from "./document";
import { SECTIONS } from "./sections";

const HEAD = ` How a Gatehouse is set up: \`npm run config -- plan\` compares it with a server, \`apply\` makes the server so.
 Things and fields that are left out stay as they are; only \`plan --delete\` takes away what a section does not name.
 No keys, no secrets, no usage: docs/config-as-code.md.`;

/** The document as YAML, in a stable order, with a comment above each section. */
export function writeConfig(document: ConfigDocument): string {
  const file = new Document({ version: document.version });
  file.commentBefore = HEAD;
  for (const { name, comment } of SECTIONS) {
    if (document[name] === undefined) continue;
    const pair = file.createPair(name, document[name]) as Pair;
    if (isScalar(pair.key)) {
      pair.key.spaceBefore = true;
      if (comment !== "") pair.key.commentBefore = ` ${comment}`;
    }
    if (isMap(file.contents)) file.contents.add(pair);
  }
  return file.toString({ lineWidth: 120 });
}

/** Throws a sentence per problem, with the place of each. */
export function readConfig(text: string, name: string): ConfigDocument {
  const file = parseDocument(text, { uniqueKeys: true });
  const [problem] = file.errors;
  if (problem !== undefined) throw new Error(`${name} is no YAML: ${problem.message}`);
  const read = configDocument.safeParse(file.toJS());
  if (!read.success) throw new Error(problemsOf(read.error, name));
  refuseDoubles(read.data, name);
  return read.data;
}

function problemsOf(error: ZodError, name: string): string {
  return error.issues.map(({ path, message }) => `${name}: ${path.join(".") || "the file"}: ${message}`).join("\n");
}

function refuseDoubles(document: ConfigDocument, name: string): void {
  for (const section of SECTIONS) {
    const part = document[section.name];
    if (!Array.isArray(part)) continue;
    const seen = new Set<string>();
    for (const item of part) {
      const key = section.keyOf(item as Record<string, unknown>);
      if (seen.has(key)) throw new Error(`${name}: ${section.name}: "${key}" is there twice.`);
      seen.add(key);
    }
  }
}
