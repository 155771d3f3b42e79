import { assembleStream } from "@/lib/llm/conversation/assemble-stream";
import { readAnswer, storedTurns } from "@/lib/llm/conversation/read-answer";
import { readPrompt } from "@/lib/llm/conversation/read-prompt";
import { wordsOf } from "@/lib/llm/conversation/turn";
import { withoutBlobs } from "@/lib/llm/conversation/without-blobs";
import { parseJson } from "@/lib/llm/read-json";
import type { ClosedExchange, SaidText } from "./contract";

/** Most characters of a prompt, of an answer, and of what can be found by its words. */
export const TEXT_MAX_CHARS = 256 * 1024;
const WORDS_MAX_CHARS = 128 * 1024;
/** Postgres text holds neither NUL nor half a surrogate pair. */
const NUL = /\0/g;

/** A row of `request_text` as `write_request_texts` takes it. */
export interface TextRow {
  id: string;
  startedAt: number;
  organizationId: string;
  teamId: string;
  projectId: string;
  endUser: string | null;
  prompt: string;
  answer: string | null;
  promptBytes: number;
  answerBytes: number;
  isCut: boolean;
  words: string;
}

/** What is stored of what was said; null for a call of nobody's project. */
export function textRow(exchange: ClosedExchange, said: SaidText): TextRow | null {
  const { teamId, projectId } = exchange;
  if (teamId === null || projectId === null) return null;
  const prompt = promptOf(said);
  const answer = answerOf(said, exchange.streamed);
  const words = [prompt.words, answer.words].join("\n");
  return {
    id: exchange.requestId,
    startedAt: exchange.startedAt.getTime(),
    organizationId: exchange.organizationId,
    teamId,
    projectId,
    endUser: exchange.endUser === null ? null : storable(exchange.endUser),
    prompt: storable(prompt.text.slice(0, TEXT_MAX_CHARS)),
    answer: answer.text === "" ? null : storable(answer.text.slice(0, TEXT_MAX_CHARS)),
    promptBytes: said.promptBytes,
    answerBytes: said.answerBytes,
    isCut: said.isCut || prompt.text.length > TEXT_MAX_CHARS || answer.text.length > TEXT_MAX_CHARS,
    words: storable(words.slice(0, WORDS_MAX_CHARS)),
  };
}

interface Stored {
  text: string;
  words: string;
}

function promptOf({ prompt, promptBytes }: SaidText): Stored {
  const text = prompt.toString("utf8");
  const body = parseJson(text);
  if (body !== undefined) return { text: JSON.stringify(body, withoutBlobs), words: wordsOf(readPrompt(body)) };
  // A form holds files, and its fields are in the record.
  if (prompt.length === promptBytes) return { text: `[a form of ${promptBytes} bytes not kept]`, words: "" };
  return { text, words: text };
}

function answerOf({ answer }: SaidText, streamed: boolean): Stored {
  if (answer === "") return { text: "", words: "" };
  if (streamed) {
    const turns = assembleStream(answer);
    return { text: storedTurns(turns), words: wordsOf(turns) };
  }
  const body = parseJson(answer);
  if (body === undefined) return { text: answer, words: answer };
  return { text: JSON.stringify(body, withoutBlobs), words: wordsOf(readAnswer(body)) };
}

function storable(text: string): string {
  return text.replace(NUL, "").toWellFormed();
}
