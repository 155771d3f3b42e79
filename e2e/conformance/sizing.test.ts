import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiErrorOf, newMarker, openaiClient, prompt } from "./harness/clients";
import { type House, type Lane, openHouse, UPSTREAM_LANES } from "./harness/house";
import { until } from "./harness/until";

const DEFAULT_MAX_TOKENS = 77;
/** Calls without a bound after which what they need is known. */
const ENOUGH_ANSWERS = 50;
/** The faulty upstream's good answer has 12 output tokens: the slot up to 16, and half as much again. */
const LEARNED = 24;

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("sizing");
  for (const lane of UPSTREAM_LANES) await house.addModels(lane, ["good"], { defaultMaxTokens: DEFAULT_MAX_TOKENS });
  const [last = ""] = await house.addModels("relay", ["good:unbounded"]);
  secret = (await house.newKey({ quotas: [{ unit: "tokens", window: "lifetime", limit: "10000000" }] })).secret;
  await house.served(secret, last);
});
afterAll(() => house.close());

/** The bound on the answer in a body as the upstream got it. */
function boundOf(lane: Lane, body: string): unknown {
  const json = JSON.parse(body);
  return lane === "gemini" ? json.generationConfig?.maxOutputTokens : (json.max_completion_tokens ?? json.max_tokens);
}

async function admissionOf(requestId: string | null) {
  const { trace } = await house.record(requestId ?? "");
  return trace?.find(({ step }) => step === "admit")?.detail ?? {};
}

describe.each(UPSTREAM_LANES)("a model with a default bound over the %s lane", (lane) => {
  const model = () => house.modelName(lane, "good");

  it.each([true, false])("puts it into a call without one and says so (stream: %s)", async (stream) => {
    const marker = newMarker();
    const calling = openaiClient(secret);
    const asked = prompt(model(), marker);
    if (stream) await calling.client.chat.completions.stream(asked).finalChatCompletion();
    else await calling.client.chat.completions.create(asked);
    expect(calling.lastHeaders.get("x-gatehouse-max-tokens")).toBe(`${DEFAULT_MAX_TOKENS};injected`);
    const [sent] = house.upstream.journal.containing(marker);
    expect(boundOf(lane, sent?.body ?? "{}")).toBe(DEFAULT_MAX_TOKENS);
    const admission = await admissionOf(calling.lastHeaders.get("x-request-id"));
    expect(admission.output).toBe(`${DEFAULT_MAX_TOKENS} injected`);
  });

  it("leaves a call's own bound alone, also one above it", async () => {
    for (const bound of [{ max_tokens: 9 }, { max_completion_tokens: 900 }]) {
      const marker = newMarker();
      const calling = openaiClient(secret);
      await calling.client.chat.completions.create({ ...prompt(model(), marker), ...bound });
      expect(calling.lastHeaders.get("x-gatehouse-max-tokens")).toBeNull();
      const [sent] = house.upstream.journal.containing(marker);
      expect(boundOf(lane, sent?.body ?? "{}")).toBe(Object.values(bound)[0]);
    }
  });
});

it("a call without any bound holds the model's maximum until enough answers were seen, then what they needed", async () => {
  const calling = openaiClient(secret);
  const ask = async (): Promise<unknown> => {
    const marker = newMarker();
    await calling.client.chat.completions.create(prompt(house.modelName("relay", "good:unbounded"), marker));
    const [sent] = house.upstream.journal.containing(marker);
    expect(boundOf("relay", sent?.body ?? "{}")).toBeUndefined();
    return (await admissionOf(calling.lastHeaders.get("x-request-id"))).output;
  };
  expect(await ask()).toBe("4096 model maximum");
  for (let batch = 0; batch < ENOUGH_ANSWERS / 10; batch++) {
    const calls = Array.from({ length: 10 }, () =>
      calling.client.chat.completions.create(prompt(house.modelName("relay", "good:unbounded"), newMarker())),
    );
    await Promise.all(calls);
  }
  await until(async () => (await ask()) === `${LEARNED} learned p95`, { what: "the need being learned" });
});

describe("a key whose token budget is nearly used up", () => {
  /** 3,000 bytes, about 600 tokens. */
  const prose = "The gatekeeper opened the gates at dawn and let the travellers in. ".repeat(45);

  it("is admitted by the count of its tokens where its bytes would not fit", async () => {
    const key = await house.newKey({ quotas: [{ unit: "tokens", window: "lifetime", limit: "1500" }] });
    const calling = openaiClient(key.secret);
    const asked = { ...prompt(house.modelName("relay", "good"), prose), user: "anyone", max_tokens: 10 };
    await calling.client.chat.completions.create(asked);
    const admission = await admissionOf(calling.lastHeaders.get("x-request-id"));
    expect(admission.input).toMatch(/^\d{3} counted$/);
    expect(admission.output).toBe("10 asked");
  });

  it("is refused for what does not fit even when counted", async () => {
    const key = await house.newKey({ quotas: [{ unit: "tokens", window: "lifetime", limit: "400" }] });
    const asked = { ...prompt(house.modelName("relay", "good"), prose), user: "anyone", max_tokens: 10 };
    const error = await apiErrorOf(openaiClient(key.secret).client.chat.completions.create(asked));
    expect(error.status).toBe(429);
  });

  it("choices multiply what the answer may need", async () => {
    const key = await house.newKey({
      quotas: [{ unit: "output_tokens" as "tokens", window: "lifetime", limit: "100" }],
    });
    const { client } = openaiClient(key.secret);
    const asked = { ...prompt(house.modelName("relay", "good"), newMarker()), max_tokens: 30 };
    const error = await apiErrorOf(client.chat.completions.create({ ...asked, n: 4 }));
    expect(error.status).toBe(429);
    await client.chat.completions.create({ ...asked, n: 3 });
  });
});
