import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type HouseFacts, MODEL, TRANSLATED_MODEL } from "../house/facts";
import { freePort, untilAnswers } from "../process/free-port";
import { nextMessage, type PinnedProcess, spawnPinned } from "../process/spawn-pinned";
import type { Candidate, Ground, StartCandidate } from "./candidate";
import { NODE_FLAGS } from "./node-flags";

const TITLES = [
  "Gatehouse L0: relay",
  "Gatehouse L1: + key and model",
  "Gatehouse L2: + quotas",
  "Gatehouse L3: + record (production)",
];

const houses = new Map<string, Promise<HouseFacts>>();
let built: string | null = null;

/** Levels 0 to 2, composed for the benchmark. */
export function startLevel(level: 0 | 1 | 2): StartCandidate {
  return async (ground) => {
    // Quotas without a ledger would be drift to whoever compares the two.
    const facts = await houseOf(ground, level === 2 ? "unrecorded" : "house");
    const port = await freePort();
    const gateway = spawnPinned({
      command: process.execPath,
      args: [...NODE_FLAGS, ground.entries.gatewayUnderTest],
      core: ground.core,
      env: { ...environment(facts, port, ground), BENCH_LEVEL: String(level), BENCH_KEY: facts.key },
    });
    await nextMessage(gateway.child);
    return candidate(level, port, facts, gateway);
  };
}

/** The production process, gateway role: what an operator runs. */
export const startProduction: StartCandidate = async (ground) => {
  const facts = await houseOf(ground);
  const { port, gateway } = await startServer(facts, ground);
  return candidate(3, port, facts, gateway);
};

/**
 * The same from another build (`BENCH_SERVER=<its dist/server.mjs>`) or under other flags of Node (`BENCH_FLAGS=<flags>`): what a
 * change gains or costs, in one run.
 */
export const startOther: StartCandidate = async (ground) => {
  const { BENCH_SERVER: server, BENCH_FLAGS: flags } = process.env;
  if (server === undefined && flags === undefined) return null;
  const facts = await houseOf(ground);
  const { port, gateway } = await startServer(facts, ground, { server, flags: flags?.split(" ") });
  return { ...candidate(3, port, facts, gateway), id: "other", title: "Gatehouse L3: the other build" };
};

/** A process of its own like the one above, called for a model whose provider speaks another dialect than the load. */
export const startTranslating: StartCandidate = async (ground) => {
  const facts = await houseOf(ground);
  const { port, gateway } = await startServer(facts, ground);
  return {
    ...candidate(3, port, facts, gateway),
    id: "translate",
    title: "Gatehouse L3: translate lane",
    model: TRANSLATED_MODEL,
  };
};

async function startServer(
  facts: HouseFacts,
  ground: Ground,
  { server = productionServer(), flags = [] }: { server?: string | undefined; flags?: string[] | undefined } = {},
): Promise<{ port: number; gateway: PinnedProcess }> {
  const port = await freePort();
  const gateway = spawnPinned({
    command: process.execPath,
    args: [...NODE_FLAGS, ...flags, server],
    core: ground.core,
    env: {
      ...environment(facts, port, ground),
      GATEHOUSE_ROLE: "gateway",
      GATEHOUSE_EGRESS_ALLOW: "127.0.0.1",
      GATEHOUSE_LOG_LEVEL: "warn",
      GATEHOUSE_LAME_DUCK_MS: "0",
    },
  });
  await untilAnswers(`http://127.0.0.1:${port}/readyz`, [200]);
  return { port, gateway };
}

function candidate(level: 0 | 1 | 2 | 3, port: number, facts: HouseFacts, gateway: PinnedProcess): Candidate {
  return {
    id: `l${level}`,
    title: TITLES[level] ?? "",
    port,
    path: "/api/v1/chat/completions",
    headers: { authorization: `Bearer ${facts.key}` },
    model: MODEL,
    pid: gateway.pid,
    stop: gateway.stop,
  };
}

function environment(facts: HouseFacts, port: number, ground: Ground): Record<string, string> {
  return {
    NODE_ENV: "production",
    DATABASE_URL: facts.databaseUrl,
    GATEHOUSE_SECRET: facts.secret,
    GATEHOUSE_DATA_DIR: join(ground.scratch, "data"),
    PORT: String(port),
  };
}

/** The organization that levels share; its process also holds the embedded database. */
function houseOf(ground: Ground, name = "house"): Promise<HouseFacts> {
  const house = houses.get(name) ?? openHouse(ground, name);
  houses.set(name, house);
  return house;
}

function openHouse(ground: Ground, name: string): Promise<HouseFacts> {
  const keeper = spawnPinned({
    command: process.execPath,
    args: [ground.entries.house],
    core: ground.databaseCore,
    env: {
      BENCH_UPSTREAM_PORT: String(ground.upstreamPort),
      BENCH_DATA_DIR: join(ground.scratch, name),
      ...(ground.databaseServer === null ? {} : { BENCH_DATABASE_URL: ground.databaseServer }),
    },
  });
  ground.closing.push(keeper.stop);
  return nextMessage<HouseFacts>(keeper.child);
}

/** dist/server.mjs, built when the sources changed. */
function productionServer(): string {
  if (built !== null) return built;
  const script = "import('./scripts/setup/ensure-build.mjs').then((setup) => setup.ensureBuild(process.execPath))";
  if (spawnSync(process.execPath, ["-e", script], { stdio: "inherit" }).status !== 0) {
    throw new Error("the production build failed");
  }
  built = "dist/server.mjs";
  return built;
}
