import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TEXT } from "../faulty-upstream/scripted-answers";
import { newMarker } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";

const LANES = ["openai", "relay", "anthropic", "gemini"] as const;
const MODES = ["good", "tools:1", "thoughts", "eof-mid"];

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("codex");
  for (const lane of LANES) await house.addModels(lane, MODES);
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("gemini", "eof-mid"));
});
afterAll(() => house.close());

interface Item {
  type: string;
  id?: string;
  name?: string;
  namespace?: string;
  call_id?: string;
  arguments?: string;
  input?: string;
  encrypted_content?: string;
}
interface Event {
  type: string;
  sequence_number: number;
  delta?: string;
  item?: Item;
  response?: { output: Item[]; usage: { total_tokens: number } | null };
}

/** What Codex 0.169 sends beside the body, as captured. */
const headers = () => ({
  authorization: `Bearer ${secret}`,
  "content-type": "application/json",
  accept: "text/event-stream",
  originator: "codex_exec",
  "session-id": "0199f2f4-1111-7222-8333-444455556666",
  "thread-id": "0199f2f4-1111-7222-8333-444455556666",
  "x-client-request-id": "0199f2f4-1111-7222-8333-444455556666",
  "x-codex-turn-metadata": JSON.stringify({
    turn_id: "1",
    workspaces: { "/home/me/project": { note: "n".repeat(900) } },
  }),
  "x-codex-beta-features": "shell_snapshot,multi_agent",
  "x-openai-internal-codex-responses-lite": "1",
});

const PARAMETERS = { type: "object", properties: { cmd: { type: "string" } }, required: ["cmd"] };
const SHELL = { type: "function", name: "exec_command", description: "Runs.", strict: false, parameters: PARAMETERS };
const AGENTS = {
  type: "namespace",
  name: "multi_agent_v1",
  description: "Other agents.",
  tools: [{ ...SHELL, name: "spawn_agent" }],
};
const GRAMMAR = {
  type: "custom",
  name: "apply_patch",
  description: "Patches files.",
  format: { type: "grammar", syntax: "lark", definition: "start: /.+/" },
};

function turn(
  model: string,
  marker: string,
  { tools = [SHELL], history = [] }: { tools?: object[]; history?: Item[] } = {},
) {
  return {
    model,
    instructions: "You are Codex.",
    input: [
      { type: "message", role: "developer", content: [{ type: "input_text", text: "<permissions>…</permissions>" }] },
      { type: "message", role: "user", content: [{ type: "input_text", text: `List the files. ${marker}` }] },
      ...history,
    ],
    tools: [...tools, { type: "web_search", external_web_access: false }],
    tool_choice: "auto",
    parallel_tool_calls: true,
    reasoning: { effort: "medium", summary: "auto" },
    store: false,
    stream: true,
    include: ["reasoning.encrypted_content"],
    prompt_cache_key: marker,
    text: { verbosity: "low" },
    client_metadata: { "x-codex-installation-id": marker },
  };
}

/** Ids of the calls made so far in a test that looks at its records. */
const requestIds: string[] = [];

async function send(body: object): Promise<Event[]> {
  const answer = await post(`${house.origin}/api/v1/responses`, { headers: headers(), body: JSON.stringify(body) });
  expect(answer.status, answer.body).toBe(200);
  requestIds.push(answer.headers.get("x-request-id") ?? "");
  const events = answer.body.split("\n\n").flatMap((frame) => {
    const data = /^data: (.*)$/m.exec(frame)?.[1];
    return data === undefined ? [] : [JSON.parse(data) as Event];
  });
  expect(events.map(({ sequence_number: at }) => at)).toEqual(events.map((_, at) => at));
  return events;
}

/** The items of an answer that was finished, as Codex keeps them for its next turn. */
function itemsOf(events: Event[]): Item[] {
  const last = events.at(-1);
  expect(last?.type).toBe("response.completed");
  const done = events.flatMap(({ type, item }) => (type === "response.output_item.done" && item ? [item] : []));
  expect(last?.response?.output).toEqual(done);
  expect(last?.response?.usage?.total_tokens).toBeGreaterThan(0);
  return done;
}

describe.each(LANES)("a session over the %s lane", (lane) => {
  it("asks, gets a tool call, answers it with all it was given, and is done", async () => {
    requestIds.length = 0;
    const marker = newMarker();
    const model = house.modelName(lane, "tools:1");
    const first = itemsOf(await send(turn(model, marker)));
    const call = first.find(({ type }) => type === "function_call");
    expect(call).toMatchObject({ name: "exec_command", call_id: expect.any(String), arguments: '{"city":"Paris"}' });
    const result = { type: "function_call_output", call_id: call?.call_id ?? "", output: "a.txt" };
    const second = await send(turn(model, marker, { history: [...first, result] }));
    expect(second.map(({ delta = "" }) => delta).join("")).toContain("a.txt");
    const records = await Promise.all(requestIds.splice(0).map((id) => house.record(id)));
    expect(records.map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
  });

  it("shows thoughts with what makes them worth sending back, and takes them back", async () => {
    const marker = newMarker();
    const model = house.modelName(lane, "thoughts");
    const items = itemsOf(await send(turn(model, marker)));
    const thought = items.find(({ type }) => type === "reasoning");
    expect(thought?.encrypted_content).toEqual(expect.any(String));
    const more = { type: "message", role: "user", content: [{ type: "input_text", text: "Go on." }] };
    const again = await send(turn(model, marker, { history: [...items, more] }));
    expect(again.map(({ type, delta = "" }) => (type === "response.output_text.delta" ? delta : "")).join("")).toBe(
      GOOD_TEXT,
    );
  });

  it("is told when the provider breaks off", async () => {
    expect((await send(turn(house.modelName(lane, "eof-mid"), newMarker()))).at(-1)?.type).toMatch(
      /^(error|response\.failed)$/,
    );
  });
});

describe.each(["relay", "anthropic", "gemini"] as const)("tools only Codex knows, over the %s lane", (lane) => {
  const model = () => house.modelName(lane, "tools:1");

  it("in a namespace are called by their own name in it", async () => {
    const [call] = itemsOf(await send(turn(model(), newMarker(), { tools: [AGENTS] }))).filter(
      ({ type }) => type === "function_call",
    );
    expect(call).toMatchObject({ name: "spawn_agent", namespace: "multi_agent_v1" });
  });

  it("with a grammar are called with text, and answered", async () => {
    const marker = newMarker();
    const items = itemsOf(await send(turn(model(), marker, { tools: [GRAMMAR] })));
    const call = items.find(({ type }) => type === "custom_tool_call");
    expect(call).toMatchObject({ name: "apply_patch", input: expect.stringContaining("Paris") });
    const result = { type: "custom_tool_call_output", call_id: call?.call_id ?? "", output: "Done." };
    const second = await send(turn(model(), marker, { tools: [GRAMMAR], history: [...items, result as Item] }));
    expect(second.map(({ delta = "" }) => delta).join("")).toContain("Done.");
  });

  it("that come as an item of the input are offered like the others", async () => {
    const item = { type: "additional_tools", role: "developer", tools: [SHELL] };
    const body = turn(model(), newMarker(), { tools: [] });
    const items = itemsOf(await send({ ...body, input: [item, ...body.input] }));
    expect(items.find(({ type }) => type === "function_call")).toMatchObject({ name: "exec_command" });
  });
});

it("passes a provider of its own dialect everything but the key, the model's name and the client's own headers", async () => {
  const marker = newMarker();
  const body = turn(house.modelName("openai", "good"), marker, { tools: [SHELL, AGENTS, GRAMMAR] });
  await send(body);
  const [entry] = house.upstream.journal.containing(marker);
  expect(JSON.parse(entry?.body ?? "")).toEqual({ ...body, model: "good" });
  expect(entry?.headers.authorization).toBe(`Bearer ${house.credential}`);
  expect(JSON.stringify(entry?.headers)).not.toMatch(/codex|session-id|0199f2f4/);
});
