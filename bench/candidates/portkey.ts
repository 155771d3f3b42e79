import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, untilAnswers } from "../process/free-port";
import { spawnPinned } from "../process/spawn-pinned";
import type { StartCandidate } from "./candidate";

const FOLDER = ".cache/bench/portkey";
/** Newer `@hono/node-server` breaks its streaming, so the last one that works is pinned beside it. */
const MANIFEST = {
  private: true,
  dependencies: { "@portkey-ai/gateway": "1.15.2", "@hono/node-server": "1.13.8" },
  overrides: { "@hono/node-server": "1.13.8" },
};

/** Portkey's open-source gateway as a pass-through to the mock provider. Installed on demand, never a dependency of ours. */
export const startPortkey: StartCandidate = async (ground) => {
  const start = join(FOLDER, "node_modules/@portkey-ai/gateway/build/start-server.js");
  if (!existsSync(start)) install();
  if (!existsSync(start)) {
    console.error("Portkey's gateway could not be installed from npm: its line is left out.");
    return null;
  }
  const port = await freePort();
  const gateway = spawnPinned({
    command: process.execPath,
    args: [start, `--port=${port}`, "--headless"],
    core: ground.core,
    env: { NODE_ENV: "production" },
    quiet: true,
  });
  await untilAnswers(`http://127.0.0.1:${port}/`, [200]);
  return {
    id: "portkey",
    title: `Portkey ${MANIFEST.dependencies["@portkey-ai/gateway"]}`,
    port,
    path: "/v1/chat/completions",
    headers: {
      authorization: "Bearer bench",
      "x-portkey-provider": "openai",
      "x-portkey-custom-host": `http://127.0.0.1:${ground.upstreamPort}/v1`,
    },
    model: "bench-model",
    pid: gateway.pid,
    stop: gateway.stop,
  };
};

function install(): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "package.json"), JSON.stringify(MANIFEST, null, 2));
  console.error("Installing Portkey's gateway for comparison (once) …");
  spawnSync("npm", ["install", "--no-audit", "--no-fund", "--omit=dev"], { cwd: FOLDER, stdio: "ignore" });
}
