import { LLMock } from "@copilotkit/aimock";
import { CohereClientV2 } from "cohere-ai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import { readFrames } from "../framing/read-frames";
import { requestOf, targetOf } from "../testing/adapter-contract";
import { cohere } from "./adapter";

/** The vendor's own client reads the same upstream, which was not written here either. */
const mock = new LLMock({ port: 0 });
const MODEL = "command-a-03-2025";
const PARAMETERS = { type: "object", properties: { x: { type: "number" } } };

beforeAll(async () => {
  mock.onMessage("Greet me", { content: "Grüezi 👋 und hallo." });
  mock.onMessage("Use tools", {
    toolCalls: [
      { name: "f", arguments: '{"x":1}' },
      { name: "f", arguments: '{"x":2}' },
    ],
  });
  await mock.start();
});
afterAll(() => mock.stop());

const client = () => new CohereClientV2({ token: "k", environment: mock.url, maxRetries: 0 });
const theirs = (content: string) => ({
  model: MODEL,
  messages: [{ role: "user" as const, content }],
  tools: [{ type: "function" as const, function: { name: "f", description: "F.", parameters: PARAMETERS } }],
});

async function ours(text: string, stream: boolean): Promise<Response> {
  const messages = [{ role: "user" as const, content: [{ type: "text" as const, text }] }];
  const tools = [{ name: "f", description: "F.", parameters: PARAMETERS }];
  const target = targetOf(cohere, { baseUrl: mock.url, upstreamModel: MODEL });
  const request = chatOf().buildRequest(requestOf({ messages, tools, stream }), target);
  return fetch(request.url, { method: "POST", headers: request.headers, body: String(request.body) });
}

function chatOf(): NonNullable<(typeof cohere)["chat"]> {
  if (cohere.chat === undefined) throw new Error("the adapter chats");
  return cohere.chat;
}

it("reads words and their end as the vendor's client does", async () => {
  const { message, finishReason } = await client().chat(theirs("Greet me"));
  const { choices } = chatOf().readAnswer(await (await ours("Greet me", false)).json());
  expect(finishReason).toBe("COMPLETE");
  expect(choices[0]?.finish).toBe("stop");
  expect(choices[0]?.content).toEqual(
    message.content?.map((block) => ({ type: "text", text: "text" in block ? block.text : "" })),
  );
});

it("reads parallel calls as the vendor's client does, whole and streamed", async () => {
  const { message } = await client().chat(theirs("Use tools"));
  const expected = message.toolCalls?.map((call) => [call.function?.name, call.function?.arguments]);
  const { choices } = chatOf().readAnswer(await (await ours("Use tools", false)).json());
  const calls = choices[0]?.content.flatMap((block) =>
    block.type === "tool_call" ? [[block.name, block.arguments]] : [],
  );
  expect(calls).toEqual(expected);
  let json = "";
  for await (const event of await client().chatStream(theirs("Use tools"))) {
    if (event.type === "tool-call-delta") json += event.delta?.message?.toolCalls?.function?.arguments ?? "";
  }
  const { body } = await ours("Use tools", true);
  if (body === null) throw new Error("no stream came");
  const events = await collect(chatOf().readStream(readFrames(body, "sse")));
  expect(events.map((event) => (event.type === "tool_arguments_delta" ? event.json : "")).join("")).toBe(json);
});

it("asks as the vendor's client asks", async () => {
  await client().chat(theirs("Greet me"));
  await ours("Greet me", false);
  const [asked, meant] = mock.journal
    .getAll()
    .slice(-2)
    .map(({ body }) => body);
  expect(asked).toMatchObject({ model: MODEL, tools: [{}] });
  expect(meant).toEqual(asked);
});
