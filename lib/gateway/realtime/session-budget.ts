import { AppError } from "@/lib/errors/app-error";
import type { JsonObject } from "@/lib/llm/json";
import type { Units } from "@/lib/llm/units";
import { inputTokens, NO_USAGE, outputTokens, type TokenUsage } from "@/lib/llm/usage";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import type { Price } from "@/lib/pricing/contract";
import { estimateCost } from "@/lib/pricing/estimate-cost";
import { priceOf } from "@/lib/pricing/price-of";
import type { Amounts, Quota } from "@/lib/quotas/contract";
import type { ForeseenAnswer, SessionMeter } from "../endpoints/openai-realtime/session-meter";
import type { OutputBound } from "../steps/bound-output";
import { plus, type SessionHolds } from "./session-holds";

interface BudgetOptions {
  meter: SessionMeter;
  holds: SessionHolds;
  target: DeploymentPolicy;
  modelName: string;
  /** What bounds an answer where the caller does not. */
  output: OutputBound;
  /** A brown-out step's bound; null: none. */
  lowered: number | null;
  /** Those that apply now: policy may change while a session runs. */
  quotas(): readonly Quota[];
}

const NOTHING: Amounts = { costMicros: 0n, inputTokens: 0, outputTokens: 0 };

/**
 * Holds the room for every answer before it is made. Answers that were asked for are told apart from those an upstream gives unasked
 * when it hears somebody stop to speak: for these the room is taken as soon as somebody begins to.
 */
export class SessionBudget {
  readonly #options: BudgetOptions;
  /** Of answers that were asked for and have not begun. */
  #asked: Amounts[] = [];
  /** Of an answer that may come unasked. */
  #unasked: Amounts | null = null;
  #running: Amounts[] = [];

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  /** Room for an answer the caller asks for; gives the bound to put into the call, null for none. Throws AppError where there is none. */
  async request(response: JsonObject): Promise<number | null> {
    const foreseen = this.#options.meter.foresee(response);
    const bound = this.#boundOf(foreseen);
    // What was held for one that came unasked serves this one.
    this.#unasked = null;
    this.#asked.push(this.#amountsOf(foreseen, bound.tokens));
    await this.#cover();
    return bound.imposed;
  }

  /** Room for an answer that comes because of what the upstream heard, or that has begun. Throws AppError where there is none. */
  async expect(what: "listening" | "begun"): Promise<void> {
    const foreseen = this.#options.meter.foresee();
    const need = () => this.#amountsOf(foreseen, this.#boundOf(foreseen).tokens);
    if (what === "listening") {
      if (this.#asked.length === 0) this.#unasked ??= need();
    } else {
      this.#running.push(this.#asked.shift() ?? this.#unasked ?? need());
      this.#unasked = null;
    }
    await this.#cover();
  }

  /** An answer ended, or something was transcribed. */
  settle({ kind, usage }: { kind: "done" | "transcribed"; usage: TokenUsage | undefined }): void {
    if (kind === "done") this.#running.shift();
    const isLast = this.#running.length + this.#asked.length === 0 && this.#unasked === null;
    const { holds, target } = this.#options;
    if (kind === "done") holds.settleAnswer(this.#usedOf(usage), { providerId: target.providerId, isLast });
  }

  /** The upstream refused something; what it was cannot be told, and an answer that begins all the same is held anew. */
  forget(): void {
    this.#asked.shift();
  }

  close(): void {
    this.#options.holds.close();
  }

  /**
   * A transcription model that is charged by the second needs a price for it where money is limited; nothing is asked where a `session.update`
   * names none. Throws AppError `model_unpriced`.
   */
  requirePriced(transcriber: string | null | undefined): void {
    const { meter, target, quotas, modelName } = this.#options;
    if (transcriber === null || transcriber === undefined || !meter.isHeardBySecond(transcriber)) return;
    if (secondsCost(1, target.price) !== null || !quotas().some(limitsMoney)) return;
    throw new AppError(
      "model_unpriced",
      `Transcription by "${transcriber.slice(0, 60)}" is charged by the second, model "${modelName}" has no price for that, and the key spends under a budget. Leave \`transcription\` out, or ask an administrator to set the price.`,
      { param: "session.audio.input.transcription.model" },
    );
  }

  #cover(): Promise<void> {
    const { holds, meter, quotas } = this.#options;
    const all = [...this.#asked, ...this.#running, ...(this.#unasked === null ? [] : [this.#unasked])];
    return holds.cover(quotas(), { used: this.#usedOf(meter.usage, meter.units), foreseen: all.reduce(plus, NOTHING) });
  }

  #boundOf({ maxOutputTokens: own }: ForeseenAnswer): { tokens: number; imposed: number | null } {
    const { output, lowered } = this.#options;
    if (own === null) return output;
    return lowered !== null && lowered < own ? { tokens: lowered, imposed: lowered } : { tokens: own, imposed: null };
  }

  #amountsOf(foreseen: ForeseenAnswer, outputTokens: number): Amounts {
    const { price } = this.#options.target;
    const media = { sound: foreseen.sound, images: 0 };
    const { inputTokens, speaks, seconds = 0 } = foreseen;
    const made = price === null ? null : estimateCost({ inputTokens, outputTokens, media, speaks }, price);
    const heard = seconds === 0 ? 0n : secondsCost(seconds, price);
    return { costMicros: made === null || heard === null ? null : made + heard, inputTokens, outputTokens };
  }

  #usedOf(usage: TokenUsage | undefined, units?: Units): Amounts {
    if (usage === undefined) return NOTHING;
    const { price } = this.#options.target;
    const costMicros = price === null ? null : priceOf(usage, price, { units, apart: true }).costMicros;
    return { costMicros, inputTokens: inputTokens(usage), outputTokens: outputTokens(usage) };
  }
}

/** Micro-USD of so many seconds that are written down; null without a price for them. */
function secondsCost(seconds: number, price: Price | null): bigint | null {
  return price === null ? null : priceOf(NO_USAGE, price, { units: { second: seconds }, apart: true }).costMicros;
}

function limitsMoney({ unit, hard, shadow }: Quota): boolean {
  return unit === "usd_micros" && hard && !shadow;
}
