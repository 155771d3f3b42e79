import { freePort } from "../process/free-port";
import { nextMessage, spawnPinned } from "../process/spawn-pinned";
import type { StartCandidate } from "./candidate";
import { NODE_FLAGS } from "./node-flags";

export const startBareRelay: StartCandidate = async (ground) => {
  const port = await freePort();
  const relay = spawnPinned({
    command: process.execPath,
    args: [...NODE_FLAGS, ground.entries.bareRelay],
    core: ground.core,
    env: { PORT: String(port), BENCH_UPSTREAM: `http://127.0.0.1:${ground.upstreamPort}`, NODE_ENV: "production" },
  });
  await nextMessage(relay.child);
  return {
    id: "bare",
    title: "bare node:http + undici",
    port,
    path: "/v1/chat/completions",
    headers: { authorization: "Bearer bench" },
    model: "bench-model",
    pid: relay.pid,
    stop: relay.stop,
  };
};
