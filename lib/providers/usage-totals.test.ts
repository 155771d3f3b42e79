import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StreamEvent } from "@/lib/llm/stream-event";
import { inputTokens, outputTokens, type ReportedUsage, TOKEN_CLASSES } from "@/lib/llm/usage";
import type { ProviderAdapter, SseEvent } from "./contract";
import { readResponsesUsage } from "./openai-compatible/responses";
import { findAdapter } from "./registry";

/** A report as one wire format writes it, with what the provider says it is in all. */
interface Report {
  /** Of a whole answer. */
  body: unknown;
  /** The events of a stream that tell it. */
  events: SseEvent[];
  input: number;
  output: number;
}

const count = fc.nat(2_000_000);
/** A total and up to four parts of it that may overlap, or be more than it: providers contradict themselves. */
const split = fc.record({ total: count, a: count, b: count, c: count, d: count });

const event = (data: unknown, name = ""): SseEvent => ({ event: name, data: JSON.stringify(data) });

const openAi = fc.tuple(split, split).map(([read, made]): Report => {
  const usage = {
    prompt_tokens: read.total,
    completion_tokens: made.total,
    total_tokens: read.total + made.total,
    prompt_tokens_details: {
      cached_tokens: read.a,
      cache_write_tokens: read.b,
      audio_tokens: read.c,
      image_tokens: read.d,
    },
    completion_tokens_details: { reasoning_tokens: made.a, audio_tokens: made.b },
  };
  const body = { choices: [], usage, service_tier: "flex" };
  return { body, events: [event(body), { event: "", data: "[DONE]" }], input: read.total, output: made.total };
});

const anthropic = fc.tuple(count, count, count, count, split).map(([input, read, written, anHour, made]): Report => {
  const usage = {
    input_tokens: input,
    cache_read_input_tokens: read,
    cache_creation_input_tokens: written,
    cache_creation: { ephemeral_5m_input_tokens: Math.max(0, written - anHour), ephemeral_1h_input_tokens: anHour },
    output_tokens: made.total,
    output_tokens_details: { thinking_tokens: made.a },
    service_tier: "priority",
  };
  const start = { type: "message_start", message: { id: "m", model: "c", usage: { ...usage, output_tokens: 0 } } };
  const end = { output_tokens: made.total, output_tokens_details: { thinking_tokens: made.a } };
  const delta = { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: end };
  const events = [event(start, start.type), event(delta, delta.type), event({ type: "message_stop" }, "message_stop")];
  return { body: { content: [], usage }, events, input: input + read + written, output: made.total };
});

const gemini = fc.tuple(split, count, count).map(([read, candidates, thoughts]): Report => {
  const usageMetadata = {
    promptTokenCount: read.total,
    cachedContentTokenCount: read.a,
    candidatesTokenCount: candidates,
    thoughtsTokenCount: thoughts,
    totalTokenCount: read.total + candidates + thoughts,
    promptTokensDetails: [{ modality: "AUDIO", tokenCount: read.b }],
    serviceTier: "priority",
  };
  const body = { candidates: [{ content: { parts: [{ text: "a" }] }, finishReason: "STOP" }], usageMetadata };
  return { body, events: [event(body)], input: read.total, output: candidates + thoughts };
});

const bedrock = fc.tuple(count, count, count, count, count).map(([input, read, written, anHour, output]): Report => {
  const usage = {
    inputTokens: input,
    cacheReadInputTokens: read,
    cacheWriteInputTokens: written,
    cacheDetails: [{ ttl: "1h", inputTokens: anHour }],
    outputTokens: output,
    totalTokens: input + read + written + output,
  };
  const body = { output: { message: { role: "assistant", content: [] } }, usage, serviceTier: { type: "priority" } };
  const stop = event({ stopReason: "end_turn" }, "messageStop");
  const metadata = event({ usage, serviceTier: body.serviceTier }, "metadata");
  return { body, events: [stop, metadata], input: input + read + written, output };
});

const cohere = fc.tuple(count, count).map(([input, output]): Report => {
  const usage = { billed_units: { input_tokens: input, output_tokens: output } };
  const end = { type: "message-end", delta: { finish_reason: "COMPLETE", usage } };
  return { body: { message: { content: [] }, usage }, events: [event(end, end.type)], input, output };
});

const FORMATS: [adapterId: string, reports: fc.Arbitrary<Report>][] = [
  ["openai", openAi],
  ["azure-openai", openAi],
  ["mistral", openAi],
  ["deepseek", openAi],
  ["ollama", openAi],
  ["vllm", openAi],
  ["groq", openAi],
  ["anthropic", anthropic],
  ["vertex-anthropic", anthropic],
  ["gemini", gemini],
  ["vertex", gemini],
  ["bedrock", bedrock],
  ["cohere", cohere],
];

function chatOf(adapterId: string): NonNullable<ProviderAdapter["chat"]> {
  const chat = findAdapter(adapterId)?.chat;
  if (chat === undefined) throw new Error(`${adapterId} cannot chat`);
  return chat;
}

async function* from(events: readonly SseEvent[]): AsyncGenerator<SseEvent> {
  yield* events;
}

/** The last usage of a stream, which is what is billed. */
async function lastUsage(events: AsyncIterable<StreamEvent>): Promise<ReportedUsage | undefined> {
  let last: ReportedUsage | undefined;
  for await (const one of events) if (one.type === "usage") last = one.usage;
  return last;
}

function expectTotals(usage: ReportedUsage | undefined, { input, output }: Report): void {
  if (usage === undefined) throw new Error("the report was not read");
  expect(inputTokens(usage)).toBe(input);
  expect(outputTokens(usage)).toBe(output);
  for (const name of TOKEN_CLASSES) expect(usage[name]).toBeGreaterThanOrEqual(0);
}

describe.each(FORMATS)("what %s reports", (adapterId, reports) => {
  it("is taken apart into classes that add up to its own totals, whole and streamed alike", async () => {
    await fc.assert(
      fc.asyncProperty(reports, async (report) => {
        const chat = chatOf(adapterId);
        const whole = chat.readUsage(report.body);
        expectTotals(whole, report);
        const streamed = await lastUsage(chat.readStream(from(report.events)));
        expectTotals(streamed, report);
        expect(streamed).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what a Responses body reports", () => {
  it("is taken apart into classes that add up to its own totals", () => {
    fc.assert(
      fc.property(split, split, (read, made) => {
        const usage = {
          input_tokens: read.total,
          input_tokens_details: {
            cached_tokens: read.a,
            cache_write_tokens: read.b,
            cache_write_tokens_details: { ttl_12h_tokens: read.c },
          },
          output_tokens: made.total,
          output_tokens_details: { reasoning_tokens: made.a },
        };
        const found = readResponsesUsage({ usage, service_tier: "priority" });
        expectTotals(found, { body: null, events: [], input: read.total, output: made.total });
        expect(found?.serviceTier).toBe("priority");
      }),
    );
  });
});
