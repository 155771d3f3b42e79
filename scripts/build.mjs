import { fork, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
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
await Promise.all([makeEmptyDatabase(), buildPortal()]);
writeFileSync(BUILD_STAMP, JSON.stringify({ hash, ...release() }));

/** What a signed proof of enforcement names: the version, and the commit where there is one. */
function release() {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const git = spawnSync("git", ["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { version, commit: git.status === 0 ? git.stdout.trim() : null };
}

/** Making a database takes seconds; a first start loads this one instead. */
async function makeEmptyDatabase() {
  const child = fork(join(ROOT, "dist/embedded-child.mjs"), [], { execArgv: [] });
  const dumpTo = join(ROOT, "dist/empty-database.tar");
  child.send({ kind: "open", dataDir: null, port: 0, password: randomUUID(), loadFrom: null, dumpTo });
  const [report] = await once(child, "message");
  if (report.kind === "failed") throw new Error(report.message);
  child.send({ kind: "stop" });
  await once(child, "exit");
}

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
