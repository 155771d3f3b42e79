import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordsMatching } from "./harness/admin";
import { apiErrorOf, newMarker, openaiClient, prompt } from "./harness/clients";
import { type House, openHouse, UPSTREAM_LANES } from "./harness/house";
import { PROMISES } from "./harness/promises";
import { until } from "./harness/until";

const MODES = ["good", "paced:500:10", "silence", "headers-then-silence"];

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("aborts");
  for (const lane of UPSTREAM_LANES) await house.addModels(lane, MODES);
  await house.addModels("relay", ["fail-first:500:1", "status:503", "status:400"]);
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("relay", "status:400"));
});
afterAll(() => house.close());

/** Aborts once the upstream is busy with the call; gives how long the upstream's connection outlived the abort. */
async function abortWhen(marker: string, controller: AbortController, ready: Promise<unknown>): Promise<number> {
  await ready;
  const abortedAt = performance.now();
  controller.abort();
  const entry = await house.upstream.journal.waitFor(marker, (seen) => seen.abortedAt !== null);
  return (entry.abortedAt ?? Number.POSITIVE_INFINITY) - abortedAt;
}

async function recordOf(marker: string) {
  return until(async () => (await recordsMatching(marker))[0], { what: `the record of ${marker}` });
}

describe.each(UPSTREAM_LANES)("an aborted call over the %s lane", (lane) => {
  it("in the middle of a stream reaches the upstream at once and is recorded and priced", async () => {
    const marker = newMarker();
    const controller = new AbortController();
    const stream = await openaiClient(secret).client.chat.completions.create(
      { ...prompt(house.modelName(lane, "paced:500:10"), marker), stream: true },
      { signal: controller.signal },
    );
    const seen: string[] = [];
    let lag = Number.POSITIVE_INFINITY;
    for await (const chunk of stream) {
      seen.push(chunk.choices[0]?.delta.content ?? "");
      if (seen.length === 5) lag = await abortWhen(marker, controller, Promise.resolve());
    }
    expect(seen.length).toBeLessThan(100);
    expect(lag).toBeLessThan(PROMISES.abortReachesUpstreamMs);
    const record = await recordOf(marker);
    expect(record).toMatchObject({ outcome: "aborted", streamed: true });
    expect(Number(record.costUsd)).toBeGreaterThan(0);
    expect(record.outputTokens).toBeGreaterThan(0);
    expect(record.outputTokens).toBeLessThan(100);
  });

  it.each([
    ["before the first byte of a whole answer", "paced:500:10", false],
    ["before the first byte of a stream", "silence", true],
    ["between the upstream's headers and its first event", "headers-then-silence", true],
  ])("%s reaches the upstream at once and is recorded", async (_, mode, stream) => {
    const marker = newMarker();
    const controller = new AbortController();
    const call = openaiClient(secret)
      .client.chat.completions.create(
        { ...prompt(house.modelName(lane, mode), marker), stream },
        { signal: controller.signal },
      )
      .catch(() => "aborted");
    const busy = house.upstream.journal.waitFor(marker, (entry) => entry.mode !== "");
    const lag = await abortWhen(marker, controller, busy);
    expect(await call).toBe("aborted");
    expect(lag).toBeLessThan(PROMISES.abortReachesUpstreamMs);
    expect(await recordOf(marker)).toMatchObject({ outcome: "aborted" });
  });
});

it("an aborted call gives its hold and its place back", async () => {
  const key = await house.newKey({ quotas: [{ unit: "concurrent", window: "now", limit: "1" }] });
  const controller = new AbortController();
  const marker = newMarker();
  const call = openaiClient(key.secret)
    .client.chat.completions.create(prompt(house.modelName("relay", "silence"), marker), { signal: controller.signal })
    .catch(() => "aborted");
  await abortWhen(
    marker,
    controller,
    house.upstream.journal.waitFor(marker, () => true),
  );
  await call;
  await until(() =>
    openaiClient(key.secret)
      .client.chat.completions.create(prompt(house.modelName("relay", "good"), newMarker()))
      .then(
        () => true,
        () => undefined,
      ),
  );
});

describe("what the SDK's own retries do", () => {
  it("a budget refusal is tried exactly once", async () => {
    const key = await house.newKey({ quotas: [{ unit: "usd", window: "month", limit: "0.000001" }] });
    const counting = openaiClient(key.secret, 2);
    await apiErrorOf(counting.client.chat.completions.create(prompt(house.modelName("relay", "good"), newMarker())));
    expect(counting.hits).toBe(1);
  });

  it.each(["status:400"])("%s from the provider is tried exactly once", async (mode) => {
    const counting = openaiClient(secret, 2);
    await apiErrorOf(counting.client.chat.completions.create(prompt(house.modelName("relay", mode), newMarker())));
    expect(counting.hits).toBe(1);
  });

  it("an overloaded provider is tried again", async () => {
    const counting = openaiClient(secret, 1);
    await apiErrorOf(
      counting.client.chat.completions.create(prompt(house.modelName("relay", "status:503"), newMarker())),
    );
    expect(counting.hits).toBe(2);
  });

  it("a passing failure is survived, and both calls are recorded", async () => {
    const marker = newMarker();
    const counting = openaiClient(secret, 2);
    const answer = await counting.client.chat.completions.create(
      prompt(house.modelName("relay", "fail-first:500:1"), marker),
    );
    expect(answer.choices[0]?.finish_reason).toBe("stop");
    expect(counting.hits).toBe(2);
    const records = await until(async () => {
      const found = await recordsMatching(marker);
      return found.length === 2 ? found : undefined;
    });
    expect(records.map(({ outcome }) => outcome).sort()).toEqual(["failed", "ok"]);
  });

  it("a rate limit is waited for and tried again", async () => {
    const key = await house.newKey({ quotas: [{ unit: "concurrent", window: "now", limit: "1" }] });
    const marker = newMarker();
    const controller = new AbortController();
    const holding = openaiClient(key.secret)
      .client.chat.completions.create(prompt(house.modelName("relay", "silence"), marker), {
        signal: controller.signal,
      })
      .catch(() => "let go");
    await house.upstream.journal.waitFor(marker, () => true);
    const counting = openaiClient(key.secret, 5);
    const waiting = counting.client.chat.completions.create(prompt(house.modelName("relay", "good"), newMarker()));
    await until(() => counting.hits > 1);
    controller.abort();
    await holding;
    expect((await waiting).choices[0]?.finish_reason).toBe("stop");
  });
});
