import type { JsonObject } from "@/lib/llm/json";
import type { SpeechRequest } from "@/lib/llm/speech";
import { notCarried, optionalNumber, optionalText } from "../fields";
import { textField } from "../task-parts";

const KNOWN: ReadonlySet<string> = new Set([
  ...["model", "input", "voice", "instructions", "response_format", "speed", "stream_format"],
]);

export type SpokenFormat = "wav" | "pcm";

/** Text to be said by an upstream of another dialect. Throws AppError `unsupported_parameter` for what it cannot take. */
export function readSpeechRequest(json: JsonObject): SpeechRequest {
  const unknown = Object.keys(json).find((name) => !KNOWN.has(name) && json[name] !== null);
  if (unknown !== undefined) throw notCarried(unknown, "this parameter");
  if (typeof json.voice === "object" && json.voice !== null) throw notCarried("voice", "a voice made elsewhere");
  if ((optionalNumber(json, "speed") ?? 1) !== 1) throw notCarried("speed", "another speed; say it in `instructions`");
  spokenFormat(json);
  const instructions = optionalText(json, "instructions");
  return {
    text: textField(json, "input"),
    voice: textField(json, "voice"),
    ...(instructions === undefined || instructions === "" ? {} : { instructions }),
  };
}

/**
 * How the sound is written for the caller: samples need no coder, everything else does. Where nothing was asked for it is WAV, which every
 * player knows by its head. Throws AppError `unsupported_parameter`.
 */
export function spokenFormat(json: JsonObject): SpokenFormat {
  const format = optionalText(json, "response_format") ?? "wav";
  if (format !== "wav" && format !== "pcm") throw notCarried("response_format", "other sound than wav and pcm");
  return format;
}
