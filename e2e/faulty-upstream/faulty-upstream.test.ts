import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MODES } from "./modes/index";
import { type FaultyUpstream, startFaultyUpstream } from "./start-faulty-upstream";

let upstream: FaultyUpstream;

beforeAll(async () => {
  upstream = await startFaultyUpstream();
});
afterAll(() => upstream.close());

const ENDLESS = new Set(["silence", "headers-then-silence", "first-then-silence", "endless"]);

/** Arguments that keep this test short. */
const QUICKER: Record<string, string> = { paced: "paced:4:1", "slow-bytes": "slow-bytes:0" };

const CALLS = {
  "openai-chat": (model: string, stream: boolean) => ({ path: "/v1/chat/completions", body: { model, stream } }),
  "anthropic-messages": (model: string, stream: boolean) => ({ path: "/v1/messages", body: { model, stream } }),
  gemini: (model: string, stream: boolean) => ({
    path: `/v1beta/models/${model}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`,
    body: {},
  }),
};

/** What came over the wire until it ended, was cut or stayed silent after `marker` was journalled. */
async function call(dialect: keyof typeof CALLS, model: string, stream: boolean): Promise<string> {
  const marker = `${dialect}/${model}/${stream}`;
  const { path, body } = CALLS[dialect](model, stream);
  const content = [{ role: "user", content: marker, parts: [{ text: marker }] }];
  const outgoing = request(`${upstream.origin}${path}`, { method: "POST", agent: false });
  outgoing.on("error", () => outgoing.destroy());
  outgoing.end(JSON.stringify({ ...body, messages: content, contents: content }));
  if (ENDLESS.has(model)) {
    await upstream.journal.waitFor(marker, (entry) => model === "silence" || entry.mode !== "");
    outgoing.destroy();
    await upstream.journal.waitFor(marker, (entry) => entry.abortedAt !== null);
    return "";
  }
  const ended = once(outgoing, "close").then(() => "");
  const answered = once(outgoing, "response").then(([response]) => read(response as IncomingMessage));
  return Promise.race([answered.catch(() => ""), ended.then(() => answered).catch(() => "")]);
}

async function read(response: IncomingMessage): Promise<string> {
  let text = "";
  try {
    for await (const chunk of response) text += (chunk as Buffer).toString("utf8");
  } catch {
    text += "<cut>";
  }
  return text;
}

describe.each(["openai-chat", "anthropic-messages", "gemini"] as const)("%s", (dialect) => {
  it.each(Object.keys(MODES).map((name) => QUICKER[name] ?? name))(
    "plays %s, streamed and whole, and journals it",
    async (mode) => {
      for (const stream of [true, false]) {
        await call(dialect, mode, stream);
        const entry = await upstream.journal.waitFor(
          `${dialect}/${mode}/${stream}`,
          (seen) => seen.finishedAt !== null || seen.abortedAt !== null,
        );
        expect(entry.dialect).toBe(dialect);
        expect(entry.mode).toBe(mode);
      }
    },
  );

  it("streams what it also says as a whole", async () => {
    const whole = await call(dialect, "good", false);
    const streamed = await call(dialect, "good", true);
    expect(whole).toContain("Grüße from the faulty upstream 🛰️");
    for (const piece of ["Grüße ", "from the ", "faulty upstream 🛰️"]) expect(streamed).toContain(piece);
  });
});

it("counts what it wrote and when the caller left", async () => {
  const controller = new AbortController();
  const reply = await fetch(`${upstream.openaiBaseUrl}/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "paced:1000:5", stream: true, messages: [{ role: "user", content: "leaver" }] }),
    signal: controller.signal,
  });
  await reply.body?.getReader().read();
  const leftAt = performance.now();
  controller.abort();
  const entry = await upstream.journal.waitFor("leaver", (seen) => seen.abortedAt !== null);
  expect(entry.abortedAt).toBeGreaterThanOrEqual(leftAt);
  expect(entry.bytesWritten).toBeGreaterThan(0);
  expect(entry.finishedAt).toBeNull();
});

it("tells when the canary is reached", async () => {
  const before = upstream.canary.connections;
  await fetch(upstream.canary.url, { headers: { "x-api-key": "leaked" } });
  expect(upstream.canary.connections).toBe(before + 1);
  expect(upstream.canary.received).toContain("leaked");
});
