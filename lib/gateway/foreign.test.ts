import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";
import { RecordedUpstream } from "./testing/recorded-upstream";

/** Calls that name what a provider's account keeps for others; nobody here made any of it. */
const upstream = new RecordedUpstream();
let gateway: OpenGateway;

beforeAll(async () => {
  const baseUrl = `${await upstream.start()}/v1`;
  gateway = openGateway({
    models: [modelAt("gpt", { adapterId: "openai", baseUrl }), modelAt("claude", { adapterId: "anthropic", baseUrl })],
  });
});
afterAll(async () => {
  await gateway.close();
  await upstream.stop();
});

async function isRefused(path: string, body: string, status: number): Promise<void> {
  const heard = upstream.heard.length;
  const answered = await gateway.call({ path, body });
  expect([answered.status, upstream.heard.length]).toEqual([status, heard]);
}

describe("what a provider keeps for others is nobody's here", () => {
  it.each([
    ["named by an item that does not say what it is", { id: "msg_1" }],
    ["named by an item of no type", { type: null, id: "rs_1" }],
    ["a picture by its id", { type: "image_generation_call", id: "ig_1" }],
    ["the container that code ran in", { type: "code_interpreter_call", id: "ci_1", container_id: "cntr_1", code: "" }],
    ["a screenshot", { type: "computer_call_output", call_id: "c", output: { file_id: "file-1" } }],
  ])("%s", async (_what, item) => {
    await isRefused("/responses", JSON.stringify({ model: "gpt", input: [item] }), 404);
  });

  it("nor where two members of one name would be read differently", async () => {
    const body =
      '{"model":"gpt","input":[{"role":"user","content":[{"type":"input_file","file_id":"file-1","file_id":""}]}]}';
    await isRefused("/responses", body, 400);
  });

  it("and is not counted either", async () => {
    const content = [{ type: "document", source: { type: "file", file_id: "file_1" } }];
    const body = JSON.stringify({ model: "claude", messages: [{ role: "user", content }] });
    await isRefused("/messages/count_tokens", body, 404);
  });

  it("while a caller's own items pass", async () => {
    upstream.answerWith('{"id":"resp_1","object":"response","status":"completed","output":[]}', "application/json");
    const input = [
      { role: "user", content: "file_id container" },
      { type: "image_generation_call", id: "ig_1", result: "AAAA" },
      { type: "message", role: "assistant", id: "msg_1", content: [{ type: "output_text", text: "hi" }] },
    ];
    const answered = await gateway.call({ path: "/responses", body: JSON.stringify({ model: "gpt", input }) });
    expect(answered.status).toBe(200);
  });
});
