import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/llm/json";
import { REALTIME_METER } from "../../openai-compatible/realtime";
import { openSession } from "./open-session";

const NEVER = new AbortController().signal;

async function open(model = "sim") {
  const events: JsonObject[] = [];
  let dropped = false;
  const emit = async (text: string) => void events.push(JSON.parse(text) as JsonObject);
  const line = { emit, drop: () => (dropped = true), signal: NEVER };
  const opening = await openSession(
    { url: `simulated:/realtime?model=${encodeURIComponent(model)}`, headers: {} },
    line,
  );
  if (opening.kind === "refused") return { status: opening.response.status };
  await opening.session.begin();
  const say = (event: JsonObject) => opening.session.receive(JSON.stringify(event));
  const types = () => events.map(({ type }) => type);
  return { status: 101, events, say, types, isDropped: () => dropped };
}

async function opened(model?: string) {
  const session = await open(model);
  if (session.say === undefined) throw new Error(`refused with ${session.status}`);
  return session;
}

const user = (text: string) => ({
  type: "conversation.item.create",
  item: { type: "message", role: "user", content: [{ type: "input_text", text }] },
});
const ask = (response: JsonObject = {}) => ({ type: "response.create", response });
const doneIn = (events: JsonObject[]) => events.find(({ type }) => type === "response.done")?.response as JsonObject;

describe("a simulated session", () => {
  it("gives the same events for the same events", async () => {
    const all: JsonObject[][] = [];
    for (const _turn of [1, 2]) {
      const { events, say } = await opened();
      await say(user("Hello"));
      await say(ask({ output_modalities: ["text"], max_output_tokens: 5 }));
      await expect.poll(() => doneIn(events)).toBeDefined();
      all.push(events);
    }
    expect(all[1]).toEqual(all[0]);
    expect(all[0]?.map(({ type }) => type)).toEqual([
      "session.created",
      "conversation.item.added",
      "conversation.item.done",
      "response.created",
      "response.output_item.added",
      "conversation.item.added",
      "response.content_part.added",
      ...Array.from({ length: 5 }, () => "response.output_text.delta"),
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "conversation.item.done",
      "response.done",
    ]);
  });

  it("speaks unless text is asked for, and counts heard and spoken sound apart", async () => {
    const { events, say, types } = await opened();
    await say({ type: "input_audio_buffer.append", audio: Buffer.alloc(48_000).toString("base64") });
    await say({ type: "input_audio_buffer.commit" });
    await say(ask({ max_output_tokens: 3 }));
    await expect.poll(() => doneIn(events)).toBeDefined();
    expect(types().filter((type) => type === "response.output_audio.delta")).toHaveLength(3);
    const usage = REALTIME_METER.readUsage({ response: doneIn(events) });
    expect(usage).toMatchObject({ audioInput: 10, output: 3, audioOutput: 12 });
  });

  it("reads the conversation again at a second answer, part of it from the cache", async () => {
    const { events, say } = await opened();
    await say(user("word ".repeat(100)));
    for (const count of [1, 2]) {
      await say(ask({ output_modalities: ["text"], max_output_tokens: 3 }));
      await expect.poll(() => events.filter(({ type }) => type === "response.done").length).toBe(count);
    }
    const usages = events.filter(({ type }) => type === "response.done").map(REALTIME_METER.readUsage);
    expect(usages[0]?.cacheRead).toBe(0);
    expect(usages[1]?.cacheRead).toBeGreaterThanOrEqual(64);
  });

  it("calls a tool that is asked for, with arguments that fit its schema", async () => {
    const { events, say } = await opened();
    const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
    await say({ type: "session.update", session: { tools: [{ type: "function", name: "weather", parameters }] } });
    await say(ask({ tool_choice: "required" }));
    await expect.poll(() => doneIn(events)).toBeDefined();
    const call = events.find(({ type }) => type === "response.function_call_arguments.done");
    expect(JSON.parse(String(call?.arguments))).toEqual({ city: expect.any(String) });
  });

  it("stops an answer that is cancelled, and refuses a second one beside the first", async () => {
    const { events, say, types } = await opened("sim;chunkMs=20;outputTokens=500");
    await say(ask({ output_modalities: ["text"] }));
    await say(ask());
    await expect.poll(() => types().includes("response.output_text.delta")).toBe(true);
    await say({ type: "response.cancel" });
    await expect.poll(() => doneIn(events)).toMatchObject({ status: "cancelled" });
    expect(events.find(({ type }) => type === "error")).toMatchObject({
      error: { code: "conversation_already_has_active_response" },
    });
  });

  it.each([
    [{ type: "nonsense" }, "invalid_value"],
    [{ type: "response.cancel" }, "response_cancel_not_active"],
    [{ type: "input_audio_buffer.commit" }, "input_audio_buffer_commit_empty"],
    [{ type: "conversation.item.create" }, "missing_required_parameter"],
    [{ type: "conversation.item.delete", item_id: "x" }, "item_delete_invalid_item_id"],
  ])("refuses %j with an event", async (event, code) => {
    const { events, say } = await opened();
    await say({ ...event, event_id: "mine" });
    expect(events.at(-1)).toMatchObject({ type: "error", error: { code, event_id: "mine" } });
  });

  it("fails as it is told to: before it opens, or in the middle of an answer", async () => {
    expect((await open("sim;failure=rate_limit")).status).toBe(429);
    expect((await open("sim;nonsense=1")).status).toBe(400);
    expect((await open("")).status).toBe(400);
    const cut = await opened("sim;failure=truncate");
    await cut.say(ask());
    await expect.poll(cut.isDropped).toBe(true);
    const told = await opened("sim;failure=error_event");
    await told.say(ask());
    await expect.poll(() => told.events.at(-1)).toMatchObject({ type: "error", error: { code: "server_error" } });
  });
});
