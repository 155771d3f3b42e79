import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";
import { RecordedUpstream } from "./testing/recorded-upstream";

/** Whatever the hold took to bound the answer has to bound it upstream too. */
const upstream = new RecordedUpstream();
let gateway: OpenGateway;

beforeAll(async () => {
  const baseUrl = `${await upstream.start()}/v1`;
  gateway = openGateway({
    models: [
      modelAt("compatible", { adapterId: "openai-compatible", baseUrl }),
      modelAt("llama", { adapterId: "ollama", baseUrl }),
      modelAt("gpt", { adapterId: "openai", baseUrl }),
    ],
  });
});
afterAll(async () => {
  await gateway.close();
  await upstream.stop();
});

const COMPLETION = `{"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":7}}`;
const RESPONSE = `{"id":"resp_1","object":"response","status":"completed","output":[],"usage":{"input_tokens":5,"output_tokens":7}}`;

async function held(
  path: string,
  body: object,
): Promise<{ output: number | undefined; sent: Record<string, unknown> }> {
  upstream.answerWith(path === "/responses" ? RESPONSE : COMPLETION, "application/json");
  expect((await gateway.call({ path, body: JSON.stringify(body) })).status).toBe(200);
  return { output: gateway.held.at(-1)?.outputTokens, sent: JSON.parse(upstream.heard.at(-1)?.body ?? "{}") };
}

describe("the bound a call is held for", () => {
  const messages = [{ role: "user", content: "hi" }];

  it("is the larger of two, because servers differ in which of them they obey", async () => {
    const { output } = await held("/chat/completions", {
      model: "compatible",
      messages,
      max_completion_tokens: 1,
      max_tokens: 5_000,
    });
    expect(output).toBe(5_000);
  });

  it("goes to a server that takes no notice of the newer name under the older one", async () => {
    const body = { model: "llama", messages, max_completion_tokens: 3 };
    const { output, sent } = await held("/chat/completions", body);
    expect(output).toBe(3);
    expect(sent).toEqual({ model: "llama", messages, max_tokens: 3 });
  });

  it("goes to a Responses upstream as it wants it, however the caller said it", async () => {
    const { output, sent } = await held("/responses", { model: "gpt", input: "hi", max_tokens: 3 });
    expect(output).toBe(3);
    expect(sent).toMatchObject({ max_output_tokens: 3 });
  });
});
