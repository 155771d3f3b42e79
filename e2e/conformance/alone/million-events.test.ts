import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newMarker, prompt } from "../harness/clients";
import { type House, openHouse } from "../harness/house";
import { residentMb } from "../harness/server-under-test";

const EVENTS = 1_000_000;
const MODES = [`many-events:${EVENTS}`, "good"];
/** What a stream of any length may make the server take beside what it has. */
const MOST_GROWTH_MB = 64;
const PIECE = Buffer.from('"content":"x"');

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("million");
  await house.addModels("relay", MODES);
  await house.addModels("anthropic", MODES);
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("anthropic", "good"));
});
afterAll(() => house.close());

function call(model: string): Promise<Response> {
  return fetch(`${house.origin}/api/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ ...prompt(model, newMarker()), stream: true }),
  });
}

/** Reads a stream without keeping it: how many pieces of text came, and its last bytes. */
async function countPieces(response: Response): Promise<{ pieces: number; tail: string }> {
  let pieces = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of response.body ?? []) {
    const bytes = Buffer.concat([rest, chunk]);
    let after = 0;
    for (let at = bytes.indexOf(PIECE); at !== -1; at = bytes.indexOf(PIECE, after)) {
      pieces += 1;
      after = at + PIECE.length;
    }
    rest = bytes.subarray(Math.max(after, bytes.length - PIECE.length + 1));
  }
  return { pieces, tail: rest.toString() };
}

it.skipIf(!existsSync("/proc/self/status")).each(["relay", "anthropic"] as const)(
  "a million events pass through the %s lane, each of them, in bounded memory",
  async (lane) => {
    for (let warm = 0; warm < 20; warm += 1) await (await call(house.modelName(lane, "good"))).text();
    const before = residentMb();
    let most = 0;
    const watching = setInterval(() => {
      most = Math.max(most, residentMb());
    }, 20);
    const { pieces, tail } = await countPieces(await call(house.modelName(lane, `many-events:${EVENTS}`)));
    clearInterval(watching);
    expect(pieces).toBe(EVENTS);
    expect(tail).toMatch(/\[DONE\]\s*$/);
    expect(most - before).toBeLessThan(MOST_GROWTH_MB);
  },
);
