import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Price } from "@/lib/pricing/contract";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";

/** A provider that was asked bills what it read, whether the caller waits for the answer or not. */
const PRICE: Price = {
  id: "prc_1",
  version: 1,
  source: "operator",
  tiers: [
    {
      fromInputTokens: 0,
      picoUsdPerToken: { uncachedInput: 1_000_000n, output: 1_000_000n },
      picoUsdPerRequest: 0n,
      picoUsdPerUnit: { picture: 40_000_000_000n },
    },
  ],
};

let silent: Server;
let gateway: OpenGateway;
let onHeard: () => void = () => undefined;

beforeAll(async () => {
  silent = createServer((request) => {
    request.resume().once("end", () => onHeard());
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`;
  const at = { adapterId: "openai-compatible", baseUrl, price: PRICE };
  gateway = openGateway({
    models: [
      modelAt("chat", at),
      modelAt("drawer", at, { kind: "image" }),
      modelAt("claude", { ...at, adapterId: "anthropic" }),
    ],
  });
});
afterAll(async () => {
  await gateway.close();
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
});

async function leave(path: string, body: object) {
  let go: () => void = () => undefined;
  onHeard = () => go();
  await gateway.call({
    path,
    body: JSON.stringify(body),
    onLeave: (listener) => {
      go = listener;
    },
  });
  return gateway.records.at(-1);
}

describe("a caller who leaves before anything came", () => {
  const messages = [{ role: "user", content: "word ".repeat(1_000) }];

  it.each([
    ["chat", true],
    ["chat", false],
    ["claude", true],
    ["claude", false],
  ])("pays for what %s was sent, stream: %s", async (model, stream) => {
    const record = await leave("/chat/completions", { model, messages, stream });
    expect(record).toMatchObject({ outcome: "aborted", usageSource: "estimated", usage: { output: 0 } });
    expect(record?.usage.uncachedInput).toBeGreaterThan(1_000);
    expect(record?.costMicros).toBeGreaterThan(1_000n);
  });

  it("pays for the pictures that were ordered", async () => {
    const record = await leave("/images/generations", { model: "drawer", prompt: "a gate", n: 3 });
    expect(record).toMatchObject({ outcome: "aborted", usageSource: "estimated" });
    expect(record?.costMicros).toBeGreaterThanOrEqual(120_000n);
  });
});
