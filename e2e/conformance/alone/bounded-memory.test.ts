import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newMarker, prompt } from "../harness/clients";
import { type House, openHouse } from "../harness/house";
import { residentMb, serverUnderTest } from "../harness/server-under-test";
import { until } from "../harness/until";

const HUGE = "huge-event:5000000";
const MODES = ["gzip-bomb", HUGE, "header-flood", "good"];
/** What hostile providers may make the server take beside what it has; the bombs alone would unpack to 800 MB. */
const MOST_GROWTH_MB = 256;

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("memory");
  await house.addModels("relay", MODES);
  await house.addModels("anthropic", MODES);
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("anthropic", "good"));
});
afterAll(() => house.close());

function call(model: string, signal: AbortSignal | null = null): Promise<Response> {
  return fetch(`${house.origin}/api/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ ...prompt(model, newMarker()), stream: true }),
    signal,
  });
}

it.skipIf(!existsSync("/proc/self/status"))(
  "providers that send without end or bound cost the server little memory, and no call after them",
  async () => {
    for (let warm = 0; warm < 20; warm += 1) await (await call(house.modelName("relay", "good"))).text();
    const before = residentMb();
    const controller = new AbortController();
    const lanes = ["relay", "anthropic"] as const;
    // Nobody reads these, so the server must stop reading too.
    const unread = Array.from({ length: 6 }, () => call(house.modelName("relay", HUGE), controller.signal));
    const read = lanes.flatMap((lane) =>
      ["header-flood", HUGE, ...new Array(4).fill("gzip-bomb")].map((mode) => call(house.modelName(lane, mode))),
    );
    let most = 0;
    const watching = setInterval(() => {
      most = Math.max(most, residentMb());
    }, 20);
    await Promise.all(read.map(async (answer) => (await answer).arrayBuffer()));
    clearInterval(watching);
    await Promise.all(unread);
    controller.abort();
    expect(most - before).toBeLessThan(MOST_GROWTH_MB);
    await until(
      () => house.upstream.journal.entries.every((entry) => entry.finishedAt !== null || entry.abortedAt !== null),
      {
        what: "every provider being let go",
      },
    );
    expect(await (await call(house.modelName("relay", "good"))).text()).toContain("[DONE]");
    const log = readFileSync(serverUnderTest().log, "utf8");
    expect(log).not.toMatch(/unhandled|UnhandledPromiseRejection|MaxListenersExceeded|a call failed inside/i);
  },
);
