import type { JsonObject } from "@/lib/llm/json";
import { soundFormat } from "@/lib/llm/sound-format";
import type { TranscriptionRequest } from "@/lib/llm/transcription";
import type { TaskBody } from "../../task-endpoint";
import { invalid, notCarried, optionalText, optionalWord } from "../fields";
import { fieldsOf } from "../task-parts";

const KNOWN: ReadonlySet<string> = new Set([
  ...["model", "file", "prompt", "language", "temperature", "response_format", "stream", "chunking_strategy"],
]);

/** Sound to be written down by an upstream of another dialect. Throws AppError `unsupported_parameter` for what it cannot take. */
export function readTranscriptionRequest(body: TaskBody, sound: Buffer): TranscriptionRequest {
  const fields = fieldsOf(body);
  refuseForeign(fields, body);
  const format = soundFormat(sound);
  if (format === undefined)
    throw invalid(
      "file",
      "The `file` cannot be recognised as sound. Send wav, mp3, m4a, ogg, flac, aac, aiff or webm.",
    );
  const hint = optionalText(fields, "prompt");
  const language = optionalText(fields, "language");
  const temperature = temperatureOf(fields);
  return {
    sound,
    format,
    ...(hint === undefined || hint === "" ? {} : { hint }),
    ...(language === undefined || language === "" ? {} : { language }),
    ...(temperature === undefined ? {} : { temperature }),
  };
}

function refuseForeign(fields: JsonObject, body: TaskBody): void {
  const names = body.kind === "form" ? body.parts.map(({ name }) => name.replace(/\[.*$/, "")) : Object.keys(fields);
  const unknown = names.find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw notCarried(unknown.slice(0, 40), "this parameter");
  const format = optionalText(fields, "response_format") ?? "json";
  if (format !== "json" && format !== "text")
    throw notCarried("response_format", "transcripts with times or speakers; ask for json or text");
  optionalWord(fields, "chunking_strategy", ["auto"]);
}

function temperatureOf({ temperature }: JsonObject): number | undefined {
  if (temperature === undefined || temperature === null) return undefined;
  const value = Number(temperature);
  if (temperature !== "" && value >= 0 && value <= 1) return value;
  throw invalid("temperature", "`temperature` must be a number from 0 to 1.");
}
