import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import ts from "typescript";

const SOURCE = /\.(ts|tsx|mts|cts|mjs|cjs|js)$/;
const GENERATED = /^(next-env\.d\.ts|drizzle\/)/;

/** Paths git tracks or would track, generated ones left out. */
export function listPaths() {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  const paths = listed.split("\0").filter((path) => path !== "" && !GENERATED.test(path) && existsSync(path));
  return [...new Set(paths)].sort();
}

/** A source file from disk, see `parseSource`. */
export function readSource(path) {
  return parseSource(path, readFileSync(path, "utf8"));
}

/** A source file with its text and syntax tree; `isTest` also covers what only tests import. */
export function parseSource(path, text) {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return {
    path,
    text,
    lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
    isTest: /\.(test|spec)\.tsx?$/.test(path) || /(^|\/)(testing|fixtures)\//.test(path) || path.startsWith("e2e/"),
    isTooling: /^(scripts|bench)\//.test(path) || /(^|\/)[\w.-]+\.config\.\w+$/.test(path) || path.startsWith("."),
    tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind),
  };
}

export function isSource(path) {
  return SOURCE.test(path);
}

/** Visits every node below `node`. */
export function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** `path:line` of a node, as editors open it. */
export function placeOf(file, node) {
  const { line } = file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree));
  return `${file.path}:${line + 1}`;
}
