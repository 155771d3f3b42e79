import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, createKey, createProject, type NewKey, type QuotaTerms, type RequestRecord } from "./harness/admin";
import { newMarker, openaiClient, prompt } from "./harness/clients";
import { type House, type Lane, openHouse, UPSTREAM_LANES } from "./harness/house";
import { until } from "./harness/until";

type Step =
  | { atPercent: number; action: "warn" }
  | { atPercent: number; action: "lower_max_tokens"; maxTokens: number }
  | { atPercent: number; action: "cheaper_model"; model: string };

/** A tenth of the house's prices. */
const CHEAP = { uncachedInput: "0.1", cacheRead: "0.05", cacheWrite: "0.2", output: "0.4", reasoning: "0.4" };
const TEN_CALLS: QuotaTerms = { unit: "requests", window: "lifetime", limit: "10" };

let house: House;
let projects = 0;

beforeAll(async () => {
  house = await openHouse("brown-out");
  await house.addModels("relay", ["good"]);
  await house.addModels("relay", ["length"], { priced: false });
  // The upstream's mode tells the cheaper models apart from the dear one.
  for (const lane of UPSTREAM_LANES) await house.addModels(lane, ["json"], { prices: CHEAP });
  await house.addModels("relay", ["tools:2"]);
  const { secret } = await house.newKey();
  await house.served(secret, cheapName("gemini"));
});
afterAll(() => house.close());

const cheapName = (lane: Lane) => house.modelName(lane, "json");

/** A key in a project of its own with this ladder, once the gateway knows its quotas. */
async function keyUnder(ladder: Step[], quotas: QuotaTerms[], allowedModels = ["*"]): Promise<NewKey> {
  projects += 1;
  const project = await createProject(house.teamId, `ladder ${projects} ${newMarker()}`);
  await admin("PATCH", `/projects/${project.id}`, { brownOut: ladder });
  const key = await createKey(project.id, { name: `climber ${projects}`, quotas, allowedModels });
  await until(async () => {
    const me = await fetch(`${house.origin}/api/v1/me`, { headers: { authorization: `Bearer ${key.secret}` } });
    const { quotas: known } = (await me.json()) as { quotas: { scope: string }[] };
    return known.filter(({ scope }) => scope === "key").length === quotas.length;
  });
  return key;
}

interface Called {
  headers: Headers;
  sent: { mode: string; body: string } | undefined;
  model: string;
}

async function call(
  key: NewKey,
  more: Partial<{ model: string; max_tokens: number; n: number; tools: object[]; logprobs: boolean }> = {},
  stream = false,
): Promise<Called> {
  const marker = newMarker();
  const calling = openaiClient(key.secret);
  const asked = { ...prompt(house.modelName("relay", "good"), marker), ...more } as ReturnType<typeof prompt>;
  const answer = stream
    ? await calling.client.chat.completions.stream(asked).finalChatCompletion()
    : await calling.client.chat.completions.create(asked);
  return { headers: calling.lastHeaders, sent: house.upstream.journal.containing(marker)[0], model: answer.model };
}

async function calls(key: NewKey, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await call(key, { max_tokens: 3 });
}

async function brownOutOf({ headers }: Called) {
  const record = await house.record(headers.get("x-request-id") ?? "");
  return { record, note: record.trace?.find(({ step }) => step === "brown-out") };
}

describe("the brown-out ladder of a project", () => {
  it("does nothing below its first step, warns from it on, and names the quota", async () => {
    const key = await keyUnder([{ atPercent: 30, action: "warn" }], [TEN_CALLS]);
    const first = await call(key);
    expect(first.headers.get("x-gatehouse-warning")).toBeNull();
    await calls(key, 2);
    const warned = await call(key);
    expect(warned.headers.get("x-gatehouse-warning")).toBe(`limit of virtual key "${key.name}" is used to 30 %`);
    expect(warned.headers.get("x-gatehouse-degraded")).toBeNull();
    expect((await brownOutOf(warned)).note?.decision).toBe("warned");
  });

  it("speaks of a budget where money is limited", async () => {
    const key = await keyUnder(
      [{ atPercent: 1, action: "warn" }],
      [{ unit: "usd", window: "lifetime", limit: "0.005" }],
    );
    await calls(key, 2);
    const warned = await call(key, { max_tokens: 3 });
    expect(warned.headers.get("x-gatehouse-warning")).toMatch(/^budget of virtual key "climber \d+" is used to \d+ %$/);
  });

  it.each([true, false])(
    "lowers a bound, sets one where there is none, and never raises one (stream: %s)",
    async (stream) => {
      const key = await keyUnder([{ atPercent: 10, action: "lower_max_tokens", maxTokens: 5 }], [TEN_CALLS]);
      await calls(key, 1);
      for (const own of [{}, { max_tokens: 50 }, { max_completion_tokens: 50 }]) {
        const lowered = await call(key, own, stream);
        expect(lowered.headers.get("x-gatehouse-degraded")).toBe("max_tokens=5");
        const body = JSON.parse(lowered.sent?.body ?? "{}");
        expect(body.max_completion_tokens ?? body.max_tokens).toBe(5);
        expect((await brownOutOf(lowered)).note?.detail?.changes).toBe("max_tokens=5");
      }
      const kept = await call(key, { max_tokens: 4 }, stream);
      expect(kept.headers.get("x-gatehouse-degraded")).toBeNull();
      expect(JSON.parse(kept.sent?.body ?? "{}").max_tokens).toBe(4);
    },
  );

  describe.each(UPSTREAM_LANES)("with a cheaper model over the %s lane", (lane) => {
    it.each([true, false])("moves to it and says so; the record shows both models (stream: %s)", async (stream) => {
      const ladder: Step[] = [
        { atPercent: 10, action: "lower_max_tokens", maxTokens: 40 },
        { atPercent: 20, action: "cheaper_model", model: cheapName(lane) },
      ];
      const key = await keyUnder(ladder, [TEN_CALLS]);
      await calls(key, 2);
      const moved = await call(key, {}, stream);
      expect(moved.headers.get("x-gatehouse-degraded")).toBe(`max_tokens=40, model=${cheapName(lane)}`);
      expect(moved.headers.get("x-gatehouse-model")).toBe(cheapName(lane));
      expect(moved.sent?.mode).toBe("json");
      const { record, note } = await brownOutOf(moved);
      expect(note?.decision).toBe("degraded");
      expect(record).toMatchObject({
        modelAsked: house.modelName("relay", "good"),
        upstreamModel: "json",
      } satisfies Partial<RequestRecord>);
    });
  });

  it.each([
    ["the key may not use it", () => cheapName("relay"), {}, () => [house.modelName("relay", "good")]],
    ["it has no price", () => house.modelName("relay", "length"), {}, () => ["*"]],
    ["it is not cheaper for this call", () => house.modelName("relay", "tools:2"), {}, () => ["*"]],
    ["logprobs", () => cheapName("anthropic"), { logprobs: true }, () => ["*"]],
  ] as const)("stays where it is, and says why in the trace: %s", async (reason, target, more, allowed) => {
    const key = await keyUnder(
      [{ atPercent: 10, action: "cheaper_model", model: target() }],
      [TEN_CALLS],
      [...allowed()],
    );
    await calls(key, 1);
    const stayed = await call(key, { max_tokens: 20, ...more });
    expect(stayed.headers.get("x-gatehouse-degraded")).toBeNull();
    expect(stayed.sent?.mode).toBe("good");
    const { note } = await brownOutOf(stayed);
    expect(note?.detail?.not_done).toContain(reason);
  });
});
