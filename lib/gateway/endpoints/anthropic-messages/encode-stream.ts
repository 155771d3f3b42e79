import { AppError } from "@/lib/errors/app-error";
import { carryProof } from "@/lib/llm/carried-proof";
import type { FinishReason } from "@/lib/llm/finish-reason";
import type { Json, JsonObject } from "@/lib/llm/json";
import type { StreamBlock, StreamEvent } from "@/lib/llm/stream-event";
import type { ReportedUsage } from "@/lib/llm/usage";
import type { EncodeContext } from "../../endpoint";
import { callProof } from "./encode-answer";
import { encodeCounts, encodeUsage, guessedUsage } from "./encode-usage";
import { messageEnvelope, stopDetails, toolUse } from "./message-envelope";
import { encodeStopReason } from "./stop-reasons";

/**
 * Hub events as Messages server-sent events (Anthropic docs, "Streaming messages"). Keeps the rules strict clients need: every frame
 * has its `event:` line, `message_start` and `message_delta` always carry usage, blocks are numbered from 0 without a gap and never
 * overlap, tool input comes as `input_json_delta` only. Throws AppError `upstream_truncated` when the events stop without `end`,
 * and the failure of an `error` event; no `message_stop` then.
 */
export async function* encodeStream(
  events: AsyncIterable<StreamEvent>,
  context: EncodeContext,
): AsyncGenerator<string> {
  const writer = new MessageWriter(context);
  for await (const event of events) {
    const frames = writer.write(event);
    if (frames !== "") yield frames;
    if (event.type === "end") return;
  }
  throw new AppError(
    "upstream_truncated",
    "The upstream's answer broke off before it was finished. What came so far is incomplete; try again.",
  );
}

/** One answer on its way out. Text and reasoning open their block with their first piece, so that none is empty. */
class MessageWriter {
  readonly #context: EncodeContext;
  #upstreamId = "";
  #started = false;
  #next = 0;
  #block: StreamBlock | null = null;
  /** The block's start went out. */
  #isOpen = false;
  #lacksArguments = false;
  #signature = "";
  #refusal = "";
  #madeChars = 0;
  #calledTool = false;
  #finish: { reason: FinishReason; stopSequence?: string } = { reason: "stop" };
  #usage: ReportedUsage | undefined;

  constructor(context: EncodeContext) {
    this.#context = context;
  }

  write(event: StreamEvent): string {
    if ("choice" in event && event.choice !== 0) return "";
    switch (event.type) {
      case "start":
        this.#upstreamId = event.id;
        return "";
      case "block_start":
        return this.#startBlock(event.block);
      case "text_delta":
        return this.#delta(event.text, { type: "text_delta", text: event.text });
      case "refusal_delta":
        this.#refusal += event.text;
        return this.#delta(event.text, { type: "text_delta", text: event.text });
      case "reasoning_delta":
        if (this.#context.hidesReasoning === true) return "";
        return this.#delta(event.text, { type: "thinking_delta", thinking: event.text });
      case "reasoning_signature":
        this.#signature += event.signature;
        return "";
      case "tool_arguments_delta":
        this.#lacksArguments &&= event.json === "";
        return this.#delta(event.json, { type: "input_json_delta", partial_json: event.json });
      case "block_end":
        return this.#endBlock();
      case "finish":
        this.#finish = event;
        return "";
      case "usage":
        this.#usage = event.usage;
        return "";
      case "error":
        throw new AppError("upstream_error", event.failure.message, { internal: `in-band ${event.failure.code}` });
      case "end":
        return this.#end();
    }
  }

  #startBlock(block: StreamBlock): string {
    const closed = this.#endBlock();
    this.#block = block;
    this.#signature = "";
    if (block.type !== "tool_call") return closed;
    this.#calledTool = true;
    this.#lacksArguments = true;
    const proof = block.signature === undefined ? "" : this.#wholeBlock(callProof(block.signature));
    return closed + proof + this.#open(toolUse(block.id, block.name, {}));
  }

  #delta(piece: string, delta: JsonObject): string {
    if (piece === "" || this.#block === null) return "";
    this.#madeChars += piece.length;
    const opening = this.#isOpen ? "" : this.#open(openingOf(this.#block));
    return opening + frame("content_block_delta", { index: this.#next, delta });
  }

  #endBlock(): string {
    const block = this.#block;
    this.#block = null;
    if (block === null) return "";
    if (block.type === "reasoning") return this.#endReasoning(block);
    if (!this.#isOpen) return "";
    const bare = block.type === "tool_call" && this.#lacksArguments;
    const delta = { type: "input_json_delta", partial_json: "{}" };
    return (bare ? frame("content_block_delta", { index: this.#next, delta }) : "") + this.#close();
  }

  /** What was thought always ends with a proof that clients send back; ours says who made it. */
  #endReasoning({ madeBy = "", redacted }: Extract<StreamBlock, { type: "reasoning" }>): string {
    const proof = carryProof({ use: "reasoning", madeBy, proof: this.#signature });
    if (!this.#isOpen && this.#signature === "") return "";
    if (redacted === true) return this.#wholeBlock({ type: "redacted_thinking", data: proof });
    const opening = this.#isOpen ? "" : this.#open(openingOf({ type: "reasoning" }));
    const signed = frame("content_block_delta", {
      index: this.#next,
      delta: { type: "signature_delta", signature: proof },
    });
    return opening + signed + this.#close();
  }

  #wholeBlock(block: JsonObject): string {
    return this.#open(block) + this.#close();
  }

  #open(block: JsonObject): string {
    this.#isOpen = true;
    return this.#start() + frame("content_block_start", { index: this.#next, content_block: block });
  }

  #close(): string {
    this.#isOpen = false;
    const stop = frame("content_block_stop", { index: this.#next });
    this.#next += 1;
    return stop;
  }

  /** `message_start`, once. Clients add its output count to the last one, so it has none. */
  #start(): string {
    if (this.#started) return "";
    this.#started = true;
    const { requestedModel, inputTokensEstimate } = this.#context;
    const known = this.#usage ?? guessedUsage(inputTokensEstimate, 0);
    const usage = encodeUsage({ ...known, output: 0, reasoning: 0, audioOutput: 0 });
    return frame("message_start", { message: { ...messageEnvelope(this.#upstreamId, requestedModel), usage } });
  }

  #end(): string {
    const head = this.#endBlock() + this.#start();
    const { reason, stopSequence = null } = this.#finish;
    const stopReason = encodeStopReason(reason, this.#calledTool);
    const usage = encodeCounts(this.#usage ?? guessedUsage(this.#context.inputTokensEstimate, this.#madeChars));
    const delta = {
      stop_reason: stopReason,
      stop_sequence: stopSequence,
      stop_details: stopDetails(stopReason, this.#refusal),
      container: null,
    };
    return head + frame("message_delta", { delta, usage }) + frame("message_stop", {});
  }
}

function openingOf(block: StreamBlock): JsonObject {
  return block.type === "reasoning"
    ? { type: "thinking", thinking: "", signature: "" }
    : { type: "text", text: "", citations: null };
}

function frame(type: string, members: { [name: string]: Json }): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`;
}
