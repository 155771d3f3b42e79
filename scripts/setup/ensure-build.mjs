import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runPhase } from "./phase.mjs";
import { ROOT } from "./root.mjs";
import { sourceHash } from "./source-hash.mjs";

/** Where scripts/build.mjs notes what it built. */
export const BUILD_STAMP = join(ROOT, "dist/build.json");

/** Builds when there is no build of exactly these sources. */
export async function ensureBuild(node) {
  const built = existsSync(BUILD_STAMP) ? JSON.parse(readFileSync(BUILD_STAMP, "utf8")).hash : undefined;
  if (built === sourceHash()) return;
  const title = built === undefined ? "Building" : "Building again, the sources changed";
  await runPhase(title, node, [join(ROOT, "scripts/build.mjs")]);
}
