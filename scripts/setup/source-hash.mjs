import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.mjs";

/** Everything that decides what a build contains. Migrations are read at start, not built. */
const SOURCES = [
  "app",
  "components",
  "db",
  "lib",
  "public",
  "server.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
  "scripts/build.mjs",
];

/** A digest of the sources of the build: another digest means that the build is stale. Tests do not count. */
export function sourceHash() {
  const hash = createHash("sha256");
  for (const source of SOURCES) addTo(hash, source);
  return hash.digest("hex");
}

function addTo(hash, path) {
  const absolute = join(ROOT, path);
  if (/\.test\.tsx?$/.test(path) || !existsSync(absolute)) return;
  if (!statSync(absolute).isDirectory()) {
    hash.update(path).update("\0").update(readFileSync(absolute));
    return;
  }
  for (const name of readdirSync(absolute).sort()) addTo(hash, `${path}/${name}`);
}
