import { AppError } from "@/lib/errors/app-error";
import type { FinishReason } from "@/lib/llm/finish-reason";
import type { JsonObject } from "@/lib/llm/json";
import type { StreamBlock, StreamEvent } from "@/lib/llm/stream-event";
import type { ReportedUsage } from "@/lib/llm/usage";
import type { EncodeContext } from "../../endpoint";
import { brokenAnswer, toolOf, wantsSummary } from "./encode-answer";
import { MessageItem, type OpenItem, ReasoningItem, ToolCallItem } from "./open-items";
import { type AnswerIds, answerIds, type Ending, endingOf, responseObject } from "./response-object";
import { readToolCatalogue, type ToolCatalogue } from "./tool-catalogue";

/** One answer on its way out as events: what was opened is closed in order, and every event has the next number. */
export class ResponseStream {
  readonly #context: EncodeContext;
  readonly #catalogue: ToolCatalogue;
  readonly #createdAt = Math.floor(Date.now() / 1000);
  #ids: AnswerIds = answerIds("");
  #sequence = 0;
  #isCreated = false;
  #open: OpenItem | null = null;
  readonly #output: JsonObject[] = [];
  #finish: FinishReason = "stop";
  #usage: ReportedUsage | undefined;

  constructor(context: EncodeContext) {
    this.#context = context;
    this.#catalogue = readToolCatalogue(context.request ?? {});
  }

  /** The frames one hub event becomes; "" for none. */
  take(event: StreamEvent): string {
    switch (event.type) {
      case "start":
        if (event.id !== "") this.#ids = answerIds(event.id);
        return "";
      case "block_start":
        return this.#startBlock(event.block);
      case "text_delta":
      case "reasoning_delta":
      case "refusal_delta":
        return this.#open?.addText(event.text) ?? "";
      case "reasoning_signature":
        return this.#open?.addSignature(event.signature) ?? "";
      case "tool_arguments_delta":
        return this.#open?.addText(event.json) ?? "";
      case "block_end":
        return this.#open?.endBlock() ?? "";
      case "finish":
        if (event.reason === "error") throw brokenAnswer();
        this.#finish = event.reason;
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

  /** `response.failed`; "" while nothing went out. */
  fail(thrown: unknown): string {
    if (!this.#isCreated) return "";
    const message =
      thrown instanceof AppError ? thrown.message : "The answer broke off before it was finished. Try again.";
    return this.#lifecycle("response.failed", { status: "failed", code: "server_error", message });
  }

  #startBlock(block: StreamBlock): string {
    const created = this.#create();
    const isPart = block.type === "text" || block.type === "refusal";
    if (isPart && this.#open instanceof MessageItem) return created + this.#open.startPart(block.type);
    const closed = created + this.#closeItem();
    switch (block.type) {
      case "text":
      case "refusal": {
        const item = new MessageItem(this.#place("msg"));
        this.#open = item;
        return closed + item.begin() + item.startPart(block.type);
      }
      case "reasoning": {
        const item = new ReasoningItem(this.#place("rs"), block, { summary: wantsSummary(this.#context) });
        this.#open = item;
        return closed + item.begin();
      }
      case "tool_call":
        return closed + this.#startCall(block);
    }
  }

  #startCall(block: Extract<StreamBlock, { type: "tool_call" }>): string {
    const { signature } = block;
    let proof = "";
    if (signature !== undefined) {
      const carrier = new ReasoningItem(this.#place("rs"), { callId: block.id, signature }, { summary: false });
      proof = carrier.begin() + this.#finishItem(carrier);
    }
    const tool = toolOf(this.#catalogue, block.name);
    const item = new ToolCallItem(this.#place(tool.kind === "custom" ? "ctc" : "fc"), { id: block.id, tool });
    this.#open = item;
    return proof + item.begin();
  }

  #place(prefix: "msg" | "rs" | "fc" | "ctc") {
    const outputIndex = this.#output.length;
    const emit = (type: string, members: JsonObject) => this.#frame(type, members);
    return { outputIndex, id: this.#ids.itemId(prefix, outputIndex), emit };
  }

  #closeItem(): string {
    const item = this.#open;
    this.#open = null;
    return item === null ? "" : this.#finishItem(item);
  }

  #finishItem(item: OpenItem): string {
    const { frames, item: done } = item.close();
    this.#output.push(done);
    return frames;
  }

  #create(): string {
    if (this.#isCreated) return "";
    this.#isCreated = true;
    const ending: Ending = { status: "in_progress" };
    return this.#lifecycle("response.created", ending) + this.#lifecycle("response.in_progress", ending);
  }

  #end(): string {
    const before = this.#create() + this.#closeItem();
    const ending = endingOf(this.#finish);
    return before + this.#lifecycle(`response.${ending.status}`, ending);
  }

  #lifecycle(type: string, ending: Ending): string {
    const usage = ending.status === "in_progress" ? undefined : this.#usage;
    const response = responseObject(this.#context, {
      id: this.#ids.responseId,
      createdAt: this.#createdAt,
      ending,
      output: this.#output,
      usage,
    });
    return this.#frame(type, { response });
  }

  #frame(type: string, members: JsonObject): string {
    const data = JSON.stringify({ type, sequence_number: this.#sequence, ...members });
    this.#sequence += 1;
    this.#context.noteSequence?.(this.#sequence);
    return `event: ${type}\ndata: ${data}\n\n`;
  }
}
