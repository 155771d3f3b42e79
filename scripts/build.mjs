import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./setup/bundle.mjs";
import { BUILD_STAMP } from "./setup/ensure-build.mjs";
import { ROOT } from "./setup/root.mjs";
import { sourceHash } from "./setup/source-hash.mjs";

/** `npm run build`: the processes into dist/, the portal into .next/. */

// Read first: a source that changes during the build makes the next start build again.
const hash = sourceHash();
rmSync(BUILD_STAMP, { force: true });
// The bundle first: it takes a second, and what is wrong with it is known before the long part begins.
await bundle({ server: "server.ts", "embedded-child": "db/embedded-child.ts" }, join(ROOT, "dist"));
await buildPortal();
writeFileSync(BUILD_STAMP, JSON.stringify({ hash }));

function buildPortal() {
  return new Promise((resolve, reject) => {
    const next = spawn(process.execPath, [join(ROOT, "node_modules/next/dist/bin/next"), "build"], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: "inherit",
    });
    next.once("error", reject);
    next.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`next build ended with exit code ${code}.`));
    });
  });
}
