import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";

const mock = new LLMock({ port: 0 });
let gateway: OpenGateway;

beforeAll(async () => {
  mock.onMessage("Greet me", { content: "Grüezi 👋 und hallo." });
  await mock.start();
  const upstreamModel = "anthropic.claude-sonnet-4-6-v1:0";
  const settings = { region: "us-east-1" };
  gateway = openGateway({
    models: [modelAt("claude", { adapterId: "bedrock", baseUrl: mock.url, upstreamModel, settings })],
    credential: "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  });
});
afterAll(async () => {
  await gateway.close();
  await mock.stop();
});

const chat = (stream: boolean) =>
  gateway.call({
    path: "/chat/completions",
    body: JSON.stringify({ model: "claude", stream, messages: [{ role: "user", content: "Greet me" }] }),
  });

describe("a Chat Completions caller of a provider with signed calls and a binary stream", () => {
  it("gets a whole answer", async () => {
    const { status, text } = await chat(false);
    expect(status, text).toBe(200);
    expect(JSON.parse(text).choices[0].message.content).toBe("Grüezi 👋 und hallo.");
  });

  it("gets a stream", async () => {
    const { status, text } = await chat(true);
    expect(status, text).toBe(200);
    const chunks = text.split("\n\n").filter((line) => line.startsWith("data: {"));
    const words = chunks.map((line) => JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? "").join("");
    expect(words).toBe("Grüezi 👋 und hallo.");
    expect(text.trimEnd().endsWith("data: [DONE]")).toBe(true);
  });
});
