import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright";
import { findChromium } from "@/scripts/testing/find-chromium.mjs";
import { freePort, untilAnswers } from "../process/free-port";
import { spawnPinned } from "../process/spawn-pinned";

const PAGES = { overview: "/", usage: "/usage", requests: "/requests", keys: "/keys" } as const;

/** Milliseconds from the navigation on: the first content, and everything that is asked for having come. Ascending. */
export interface Painted {
  page: string;
  cold: number[];
  warm: number[];
  whole: number[];
}

interface House {
  databaseUrl: string;
  secret: string;
  /** The session's cookie, without its name. */
  session: string;
  rounds: number;
}

/**
 * Opens pages of the production build on this database in a headless Chromium. Cold is a browser that was never here, warm the same
 * page again in it.
 */
export async function measurePaint({ databaseUrl, secret, session, rounds }: House): Promise<Painted[]> {
  const house = await startPortal(databaseUrl, secret);
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const painted: Painted[] = [];
    for (const [page, path] of Object.entries(PAGES)) {
      const at = `${house.origin}${path}`;
      painted.push(await paintOf(page, rounds, () => openTwice(browser, { origin: house.origin, session, at })));
    }
    return painted;
  } finally {
    await browser.close();
    await house.stop();
  }
}

interface Opened {
  first: number;
  whole: number;
}

/** What each round saw of one page, sorted; the first round is only for the server to get warm. */
async function paintOf(
  page: string,
  rounds: number,
  look: () => Promise<{ cold: Opened; warm: Opened }>,
): Promise<Painted> {
  const times: Painted = { page, cold: [], warm: [], whole: [] };
  for (let round = -1; round < rounds; round += 1) {
    const { cold, warm } = await look();
    if (round < 0) continue;
    times.cold.push(cold.first);
    times.warm.push(warm.first);
    times.whole.push(cold.whole);
  }
  for (const list of [times.cold, times.warm, times.whole]) list.sort((one, other) => one - other);
  return times;
}

/** By somebody who was never there, and by the same again. */
async function openTwice(
  browser: Browser,
  { origin, session, at }: { origin: string; session: string; at: string },
): Promise<{ cold: Opened; warm: Opened }> {
  const context = await visitor(browser, { origin, session });
  const cold = await open(context, at);
  const warm = await open(context, at);
  await context.close();
  return { cold, warm };
}

/** The production build on a port of its own. */
async function startPortal(databaseUrl: string, secret: string): Promise<{ origin: string; stop(): Promise<void> }> {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), "gatehouse-bench-"));
  const env = {
    DATABASE_URL: databaseUrl,
    GATEHOUSE_SECRET: secret,
    GATEHOUSE_DATA_DIR: dataDir,
    GATEHOUSE_LOG_LEVEL: "warn",
    GATEHOUSE_LAME_DUCK_MS: "0",
    NODE_ENV: "production",
    PORT: String(port),
  };
  const server = spawnPinned({
    command: process.execPath,
    args: ["--disable-proto=delete", "dist/server.mjs"],
    core: null,
    env,
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilAnswers(`${origin}/sign-in`, [200]);
  return {
    origin,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function visitor(
  browser: Browser,
  { origin, session }: { origin: string; session: string },
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([
    { name: "gatehouse.session", value: session, url: origin, httpOnly: true, sameSite: "Lax" },
  ]);
  return context;
}

async function open(context: BrowserContext, at: string): Promise<Opened> {
  const page = await context.newPage();
  await page.goto(at);
  await page.getByRole("heading", { level: 1 }).waitFor();
  // No function to wait for: the page's policy lets nobody evaluate one.
  await page.locator("main [aria-busy=true], main .block.animate-shimmer").first().waitFor({ state: "detached" });
  const times = await page.evaluate(() => ({
    first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    whole: performance.now(),
  }));
  await page.close();
  return times;
}
