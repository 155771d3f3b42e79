import { afterAll, beforeAll, expect, it } from "vitest";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";
import { RecordedUpstream } from "./testing/recorded-upstream";

const upstream = new RecordedUpstream();
let gateway: OpenGateway;

beforeAll(async () => {
  const baseUrl = `${await upstream.start()}/v1`;
  gateway = openGateway({ models: [modelAt("gpt", { adapterId: "openai-compatible", baseUrl })] });
});
afterAll(async () => {
  await gateway.close();
  await upstream.stop();
});

it.each(["/chat/completions", "/messages"])(
  "an error inside a stream tells %s of no credential and no account",
  async (path) => {
    const chunk = { choices: [{ index: 0, delta: { content: "hi" }, finish_reason: null }] };
    const message =
      "Rate limit reached in organization org-Abc123456 for sk-live-abcdef123456 at http://10.0.0.7:8000/v1";
    const frames = [chunk, { error: { message, code: "rate_limit" } }].map((one) => `data: ${JSON.stringify(one)}\n\n`);
    upstream.answerWith(frames.join(""), "text/event-stream");
    const messages = [{ role: "user", content: "hi" }];
    const body = JSON.stringify({ model: "gpt", stream: true, max_tokens: 9, messages });
    const { text } = await gateway.call({ path, body });
    expect(text).toContain("Rate limit reached");
    expect(text).not.toMatch(/org-Abc|sk-live|10\.0\.0\.7/);
  },
);
