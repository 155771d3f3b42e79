import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, countOf, objectOf, textOf } from "@/lib/llm/read-json";
import type { Units } from "@/lib/llm/units";
import { inputTokens, NO_USAGE, TOKEN_CLASSES, type TokenUsage } from "@/lib/llm/usage";
import type { RealtimeMeter } from "@/lib/providers/contract";
import { type PromptParts, partsOf } from "@/lib/sizing/prompt-parts";

/** Base64 characters of sound per token, at the narrowest format there is (G.711): 8 kB a second, ten tokens a second. */
const CHARS_PER_HEARD_TOKEN = 1_000;
const HEARD_TOKENS_PER_SECOND = 10;
/** The same for sound that is made, as PCM of 24 kHz: 48 kB a second, twenty tokens a second. */
const CHARS_PER_SPOKEN_TOKEN = 3_200;

/** What an answer that may come next is foreseen to read and how it is bounded by the caller. */
export interface ForeseenAnswer {
  inputTokens: number;
  /** Of the input. */
  sound: number;
  /** Of what was heard, where it is written down by a model that is charged by its length. */
  seconds?: number;
  speaks: boolean;
  /** The caller's bound; null when there is none. */
  maxOutputTokens: number | null;
}

/** What an event of the upstream means for policy. */
export type Noted =
  | { kind: "begun" }
  | { kind: "done"; usage: TokenUsage | undefined }
  | { kind: "transcribed"; usage: TokenUsage | undefined }
  | { kind: "listening" }
  | { kind: "error" }
  | { kind: "other" };

interface MeterOptions extends RealtimeMeter {
  /** Tokens of what was said, sound left out. */
  sizeText(parts: PromptParts): number;
}

interface Running {
  textFrames: number;
  soundChars: number;
  input: number;
}

/** Follows one session's events in both directions: what was used, what runs, and what the next answer will read. Pure. */
export class SessionMeter {
  readonly #options: MeterOptions;
  readonly #running = new Map<string, Running>();
  #usage: TokenUsage = NO_USAGE;
  #seconds = 0;
  #isHeardBySecond = false;
  #maxOutputTokens: number | null = null;
  #speaks = true;
  #instructions = 0;
  /** What the last answer read and made: the next one reads it again. */
  #context = 0;
  /** What came since the last answer began. */
  #fresh = { text: 0, sound: 0 };
  #buffered = 0;

  constructor(options: MeterOptions) {
    this.#options = options;
  }

  /** Everything the upstream reported. */
  get usage(): TokenUsage {
    return this.#usage;
  }

  /** Of sound that was written down by a model that is charged by its length; undefined where none was. */
  get units(): Units | undefined {
    return this.#seconds === 0 ? undefined : { second: Math.ceil(this.#seconds) };
  }

  isHeardBySecond(transcriber: string): boolean {
    return this.#options.isHeardBySecond(transcriber);
  }

  get isAnswering(): boolean {
    return this.#running.size > 0;
  }

  noteCaller({ type, session, item, audio }: JsonObject): void {
    if (type === "input_audio_buffer.append") this.#buffered += textOf(audio)?.length ?? 0;
    else if (type === "input_audio_buffer.clear") this.#buffered = 0;
    else if (type === "session.update") this.#noteTerms(objectOf(session) ?? {});
    else if (type === "conversation.item.create" && item !== undefined) this.#add(partsIn({ input: [item] }));
  }

  /** The next answer, on the terms of a `response.create` or, without one, on the session's. */
  foresee(response: JsonObject = {}): ForeseenAnswer {
    const own = partsIn({ instructions: response.instructions, tools: response.tools, input: response.input });
    const sound = this.#fresh.sound + soundTokens(own.soundChars + this.#buffered);
    const text = this.#context + this.#instructions + this.#fresh.text + this.#options.sizeText(silent(own));
    const ways = response.output_modalities;
    return {
      inputTokens: text + sound,
      sound,
      speaks: ways === undefined ? this.#speaks : arrayOf(ways).includes("audio"),
      maxOutputTokens: boundOf(response.max_output_tokens) ?? this.#maxOutputTokens,
      ...(this.#isHeardBySecond && sound > 0 ? { seconds: Math.ceil(sound / HEARD_TOKENS_PER_SECOND) } : {}),
    };
  }

  /** A piece of an answer that was not parsed: so much sound, or a piece of text. */
  noteDelta({ sound }: { sound: number }): void {
    const running = this.#running.values().next().value;
    if (running === undefined) return;
    running.soundChars += sound;
    if (sound === 0) running.textFrames += 1;
  }

  noteUpstream(event: JsonObject): Noted {
    switch (event.type) {
      case "response.created":
        return this.#begin(event);
      case "response.done":
        return this.#finish(event);
      case "input_audio_buffer.speech_started":
        // Before it was silence, which no answer reads.
        this.#buffered = 0;
        return { kind: "listening" };
      case "input_audio_buffer.committed":
        this.#fresh.sound += soundTokens(this.#buffered);
        this.#buffered = 0;
        return { kind: "other" };
      case "conversation.item.input_audio_transcription.completed": {
        const usage = this.#options.readUsage(event);
        const seconds = this.#options.readSeconds(event);
        if (usage === undefined && seconds === undefined) return { kind: "other" };
        if (usage !== undefined) this.#usage = sum(this.#usage, usage);
        this.#seconds += seconds ?? 0;
        return { kind: "transcribed", usage };
      }
      case "error":
        return { kind: "error" };
      default:
        return { kind: "other" };
    }
  }

  /** What answers that did not end have used, as far as it was seen. */
  unfinished(): TokenUsage {
    let all: TokenUsage = NO_USAGE;
    for (const { input, textFrames, soundChars } of this.#running.values()) {
      const audioOutput = Math.ceil(soundChars / CHARS_PER_SPOKEN_TOKEN);
      all = sum(all, { ...NO_USAGE, uncachedInput: input, output: textFrames, audioOutput });
    }
    return all;
  }

  #begin(event: JsonObject): Noted {
    const id = textOf(objectOf(event.response)?.id) ?? "";
    this.#running.set(id, { textFrames: 0, soundChars: 0, input: this.foresee().inputTokens });
    this.#context += this.#fresh.text + this.#fresh.sound;
    this.#fresh = { text: 0, sound: 0 };
    return { kind: "begun" };
  }

  #finish(event: JsonObject): Noted {
    const response = objectOf(event.response) ?? {};
    this.#running.delete(textOf(response.id) ?? "");
    const usage = this.#options.readUsage(event);
    if (usage === undefined) return { kind: "done", usage };
    this.#usage = sum(this.#usage, usage);
    // An answer beside the conversation read something else.
    if (response.conversation_id !== null) {
      this.#context = inputTokens(usage) + usage.output + usage.audioOutput;
      this.#instructions = 0;
    }
    return { kind: "done", usage };
  }

  #noteTerms(session: JsonObject): void {
    const { instructions, tools } = session;
    const transcriber = transcriberOf(session);
    if (transcriber !== undefined) {
      this.#isHeardBySecond = transcriber !== null && this.#options.isHeardBySecond(transcriber);
    }
    if (instructions !== undefined || tools !== undefined) {
      this.#instructions = this.#options.sizeText(partsIn({ instructions, tools }));
    }
    if (session.max_output_tokens !== undefined) this.#maxOutputTokens = boundOf(session.max_output_tokens);
    const ways = session.output_modalities ?? session.modalities;
    if (ways !== undefined) this.#speaks = arrayOf(ways).includes("audio");
  }

  #add(parts: PromptParts): void {
    this.#fresh.text += this.#options.sizeText(silent(parts));
    this.#fresh.sound += soundTokens(parts.soundChars);
  }
}

/** The model that writes down what is heard, where a `session.update` says something of it; null: none. */
export function transcriberOf(session: JsonObject): string | null | undefined {
  const input = objectOf(objectOf(session.audio)?.input);
  const asked = input?.transcription ?? session.input_audio_transcription;
  const isNamed = input?.transcription !== undefined || session.input_audio_transcription !== undefined;
  return isNamed ? (textOf(objectOf(asked)?.model) ?? null) : undefined;
}

/** Both, class by class. */
export function sum(one: TokenUsage, other: TokenUsage): TokenUsage {
  const all = { ...one };
  for (const name of TOKEN_CLASSES) all[name] += other[name];
  return all;
}

function partsIn(members: Record<string, Json | undefined>): PromptParts {
  const body: JsonObject = {};
  const spans: { key: string; valueStart: number; valueEnd: number }[] = [];
  for (const [key, value] of Object.entries(members)) {
    if (value === undefined || value === null) continue;
    body[key] = value;
    // Only what is no conversation is measured by its length.
    spans.push({ key, valueStart: 0, valueEnd: key === "tools" ? JSON.stringify(value).length : 0 });
  }
  const parts = partsOf(body, spans);
  return spans.length === 0 ? { ...parts, messages: 0 } : parts;
}

/** Sound is reckoned by its length, not as part of the text. */
function silent(parts: PromptParts): PromptParts {
  return { ...parts, soundChars: 0 };
}

function soundTokens(chars: number): number {
  return Math.ceil(chars / CHARS_PER_HEARD_TOKEN);
}

function boundOf(value: Json | undefined): number | null {
  return countOf(value) ?? null;
}
