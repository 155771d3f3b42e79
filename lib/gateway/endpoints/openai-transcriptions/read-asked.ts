import { mostSeconds } from "@/lib/llm/sound-length";
import { guessInput } from "@/lib/sizing/size-input";
import type { AskedTask, TaskBody } from "../../task-endpoint";
import { invalid } from "../fields";
import { noHub } from "../relayed-only";
import { fieldsOf, modelOf, switchField, textParts } from "../task-parts";

const TEXTS: ReadonlySet<unknown> = new Set(["text", "srt", "vtt"]);
/** A thousand tokens a minute, rounded up. */
const TOKENS_PER_SECOND = 17;
/** Fast speech: four words a second. */
const WRITTEN_PER_SECOND = 8;
const LEAST_WRITTEN = 50;

/** What policy needs of a call that listens. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: TaskBody): AskedTask<never> {
  const fields = fieldsOf(body);
  const seconds = mostSeconds(soundOf(body));
  const hint = typeof fields.prompt === "string" && fields.prompt !== "" ? [fields.prompt] : [];
  const prompt = textParts(hint, { soundTokens: seconds * TOKENS_PER_SECOND });
  return {
    model: modelOf(fields),
    kind: "transcription",
    stream: switchField(fields, "stream"),
    maxTokens: Math.max(LEAST_WRITTEN, seconds * WRITTEN_PER_SECOND),
    choices: 1,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: null,
    task: { units: { second: seconds } },
    body,
    path: "/audio/transcriptions",
    answer: TEXTS.has(fields.response_format) ? "text" : "json",
    guessedOutput: seconds * (WRITTEN_PER_SECOND / 2),
    toHub: noHub,
  };
}

function soundOf(body: TaskBody): Buffer {
  if (body.kind === "form") {
    const files = body.parts.filter(({ name, filename }) => name === "file" && filename !== null);
    const [file] = files;
    if (file !== undefined && files.length === 1 && file.end > file.start) {
      return body.bytes.subarray(file.start, file.end);
    }
  }
  throw invalid("file", "Send one `file` with sound, as a part of the form that has a file name.");
}
