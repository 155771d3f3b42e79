import { mostSeconds } from "@/lib/llm/sound-length";
import type { TranscriptionRequest } from "@/lib/llm/transcription";
import { guessInput } from "@/lib/sizing/size-input";
import type { AskedTask, TaskBody } from "../../task-endpoint";
import { invalid } from "../fields";
import { fieldsOf, modelOf, switchField, textParts } from "../task-parts";
import { readTranscriptionRequest } from "./read-request";

const TEXTS: ReadonlySet<unknown> = new Set(["text", "srt", "vtt"]);
/** Fast speech: four words a second. */
const WRITTEN_PER_SECOND = 8;
const LEAST_WRITTEN = 50;

/** What policy needs of a call that listens. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: TaskBody): AskedTask<TranscriptionRequest> {
  const fields = fieldsOf(body);
  const sound = soundOf(body);
  const seconds = mostSeconds(sound);
  const hint = typeof fields.prompt === "string" && fields.prompt !== "" ? [fields.prompt] : [];
  const prompt = textParts(hint, { soundSeconds: seconds });
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
    toHub: () => readTranscriptionRequest(body, sound),
  };
}

function soundOf(body: TaskBody): Buffer {
  if (body.kind === "form") {
    const files = body.parts.filter(({ name }) => name === "file");
    const [file] = files;
    if (file?.filename != null && files.length === 1 && file.end > file.start) {
      return body.bytes.subarray(file.start, file.end);
    }
  }
  throw invalid("file", "Send one `file` with sound, as a part of the form that has a file name.");
}
