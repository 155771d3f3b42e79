import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TEXT } from "../faulty-upstream/scripted-answers";
import { recordsMatching } from "./harness/admin";
import { newMarker } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";
import { until } from "./harness/until";

const MODES = ["good", "tools:1"];
const LANES = ["anthropic", "relay", "gemini"] as const;

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("claude code");
  for (const lane of LANES) await house.addModels(lane, MODES);
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("gemini", "tools:1"));
});
afterAll(() => house.close());

/** What Claude Code 2.1.329 sends, as captured. */
const headers = () => ({
  authorization: `Bearer ${secret}`,
  "content-type": "application/json",
  accept: "application/json",
  "user-agent": "claude-cli/2.1.329 (external, sdk-cli)",
  "x-app": "cli",
  "x-claude-code-session-id": "0b9d8c7e-1111-4222-8333-444455556666",
  "x-stainless-timeout": "600",
  "anthropic-version": "2023-06-01",
  "anthropic-beta":
    "claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27,per-turn-control-2026-07-01,mid-conversation-tool-changes-2026-07-01,thinking-token-count-2026-05-13,advanced-tool-use-2025-11-20,effort-2025-11-24",
});

function turn(model: string, marker: string, history: object[] = []) {
  return {
    model,
    max_tokens: 128_000,
    stream: true,
    thinking: { type: "adaptive", display: "omitted" },
    output_config: { effort: "high" },
    context_management: { edits: [{ type: "clear_thinking_20251015", keep: "all" }] },
    metadata: { user_id: JSON.stringify({ device_id: marker, account_uuid: "", session_id: "s".repeat(80) }) },
    system: [
      { type: "text", text: "x-anthropic-billing-header: cc_version=2.1.329.0a8; cc_entrypoint=sdk-cli;" },
      { type: "text", text: "You are Claude Code.", cache_control: { type: "ephemeral", ttl: "1h" } },
    ],
    tools: [
      {
        name: "Bash",
        description: "Runs a command.",
        input_schema: { type: "object", properties: { command: { type: "string" } } },
      },
      {
        name: "ToolSearch",
        description: "Finds tools.",
        input_schema: { type: "object", properties: { query: { type: "string" } } },
      },
      {
        name: "DeferredToolPlaceholder",
        description: "Not yet.",
        input_schema: { type: "object", properties: {} },
        defer_loading: true,
      },
    ],
    messages: [
      { role: "user", content: [{ type: "text", text: `List the files. ${marker}` }] },
      { role: "system", content: "The date is 2026-11-21.", output_config: { effort: "low" } },
      ...history,
    ],
  };
}

const send = (body: object) =>
  post(`${house.origin}/api/v1/messages?beta=true`, { headers: headers(), body: JSON.stringify(body) });

function eventsOf(body: string): Record<string, unknown>[] {
  return body
    .split("\n\n")
    .filter((frame) => frame !== "")
    .map((frame) => JSON.parse(frame.slice(frame.indexOf("data: ") + "data: ".length)));
}

it.each(["/api/hello", "/api/api/hello"])("finds the server at HEAD %s", async (path) => {
  expect((await post(house.origin + path, { method: "HEAD", headers: headers() })).status).toBe(200);
});

it("finds its models", async () => {
  const answer = await fetch(`${house.origin}/api/v1/models?limit=1000`, { headers: headers() });
  const { data } = (await answer.json()) as { data: { id: string; type: string }[] };
  expect(data.map(({ id }) => id)).toContain(house.modelName("anthropic", "good"));
  expect(data.every(({ type }) => type === "model")).toBe(true);
});

describe.each(LANES)("a session over the %s lane", (lane) => {
  it("asks, gets a tool call, answers it with what it was shown, and is done", async () => {
    const marker = newMarker();
    const first = await send(turn(house.modelName(lane, "tools:1"), marker));
    expect(first.status).toBe(200);
    const events = eventsOf(first.body);
    expect(events.at(-1)).toEqual({ type: "message_stop" });
    const blocks = events.flatMap(({ content_block: block }) => (block === undefined ? [] : [block])) as {
      type: string;
      id?: string;
      name?: string;
      data?: string;
    }[];
    const call = blocks.find(({ type }) => type === "tool_use");
    if (call?.id === undefined) throw new Error("no tool was called");
    const proofs = blocks.filter(({ type }) => type === "redacted_thinking");
    const history = [
      {
        role: "assistant",
        content: [...proofs, { type: "tool_use", id: call.id, name: call.name, input: { command: "ls" } }],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: call.id, content: [{ type: "text", text: "a.txt" }], is_error: false },
          { type: "text", text: "Go on.", cache_control: { type: "ephemeral", ttl: "1h" } },
        ],
      },
    ];
    const second = await send({ ...turn(house.modelName(lane, "tools:1"), marker, history), stream: false });
    expect(second.status).toBe(200);
    expect(JSON.parse(second.body)).toMatchObject({ type: "message", stop_reason: "end_turn" });
    expect(second.body).toContain("a.txt");
    const records = await until(
      async () => {
        const found = await recordsMatching(marker);
        return found.length === 2 ? found : undefined;
      },
      { what: "two records under the device's id" },
    );
    expect(records.map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
  });

  it("streams text and counts tokens", async () => {
    const body = turn(house.modelName(lane, "good"), newMarker());
    const answer = await send(body);
    const deltas = eventsOf(answer.body).map(({ delta }) => (delta as { text?: string } | undefined)?.text ?? "");
    expect(deltas.join("")).toBe(GOOD_TEXT);
    const { stream: _, max_tokens: __, ...counted } = body;
    const count = await post(`${house.origin}/api/v1/messages/count_tokens?beta=true`, {
      headers: headers(),
      body: JSON.stringify(counted),
    });
    expect(count.status).toBe(200);
    expect(JSON.parse(count.body)).toEqual({ input_tokens: expect.any(Number) });
  });
});

it("keeps the client's version out of other providers' prompts, and passes it to Anthropic", async () => {
  for (const [lane, isSeen] of [
    ["relay", false],
    ["gemini", false],
    ["anthropic", true],
  ] as const) {
    const marker = newMarker();
    await send(turn(house.modelName(lane, "good"), marker));
    const [entry] = house.upstream.journal.containing(marker);
    expect(entry?.body.includes("x-anthropic-billing-header")).toBe(isSeen);
    expect(entry?.headers["anthropic-beta"] !== undefined).toBe(isSeen);
  }
});
