import { existsSync, readFileSync } from "node:fs";

export const LONGEST_FILE = 300;
export const MEDIAN_AIM = 70;
const LONGEST_README = 10;
const FORBIDDEN = new Set(["utils", "util", "helpers", "helper", "misc", "common", "shared"]);
/** Folders that have rules of their own beside every child of lib/. */
const FOLDERS_WITH_RULES = [
  "app",
  "bench",
  "components",
  "db",
  "e2e/browser",
  "e2e/conformance",
  "e2e/faulty-upstream",
  "lib/gateway/endpoints",
  "scripts",
];
/** Written for readers, not for people who work in the folder. */
const LONG_READMES = new Set(["README.md", "bench/README.md", "docs/README.md"]);

/** Words a name is made of: `key-utils.ts` is `key`, `utils`. */
function wordsOf(segment) {
  return segment.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
}

function forbiddenNames(paths) {
  const named = paths.filter((path) => path.split("/").some((segment) => FORBIDDEN.has(wordsOf(segment).at(0) ?? "")));
  const suffixed = paths.filter((path) =>
    path.split("/").some((segment) => wordsOf(segment.replace(/\.\w+$/, "")).some((word) => FORBIDDEN.has(word))),
  );
  return [...new Set([...named, ...suffixed])].map((path) => `${path}: is named for nothing in particular`);
}

function missingReadmes(paths) {
  const libraries = paths
    .filter((path) => path.startsWith("lib/"))
    .map((path) => path.split("/").slice(0, 2).join("/"));
  const folders = [...libraries.filter((folder) => !folder.includes(".")), ...FOLDERS_WITH_RULES];
  return [...new Set(folders)]
    .filter((folder) => existsSync(folder) && !existsSync(`${folder}/README.md`))
    .map((folder) => `${folder}: has no README.md saying what lives here and what must not`);
}

function longReadmes(paths) {
  return paths
    .filter((path) => path.endsWith("/README.md") && !LONG_READMES.has(path))
    .map((path) => ({ path, lines: readFileSync(path, "utf8").trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > LONGEST_README)
    .map(({ path, lines }) => `${path}: ${lines} lines, a folder's README has at most ${LONGEST_README}`);
}

/** Rules over all paths at once. */
export const PATH_RULES = [forbiddenNames, missingReadmes, longReadmes];

export function longFile(file) {
  return file.lines > LONGEST_FILE ? [`${file.path}: ${file.lines} lines, at most ${LONGEST_FILE}`] : [];
}

/** Median length of the product's own files (no tests, no tooling). */
export function medianLines(files) {
  const lengths = files
    .filter((file) => !file.isTest && !file.isTooling)
    .map((file) => file.lines)
    .sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
}
