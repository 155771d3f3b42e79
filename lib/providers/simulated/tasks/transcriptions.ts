import type { JsonObject } from "@/lib/llm/json";
import { textOf } from "@/lib/llm/read-json";
import { mostSeconds } from "@/lib/llm/sound-length";
import { BadCall } from "../read-call";
import { wait } from "../wait";
import { bytes, events, json, type TaskCall, type TaskReply } from "./task-call";

const TOKENS_PER_SECOND = 10;

/** `POST /audio/transcriptions`: nobody listens, so the transcript says what was sent. */
export function transcribe(call: TaskCall): TaskReply {
  const { fields, files, tokenizer } = call;
  const file = files.find(({ field }) => field === "file");
  if (file === undefined) throw new BadCall("file", "Missing required parameter: 'file'.");
  const seconds = mostSeconds(Buffer.from(file.bytes));
  const text = `Simulated transcript of ${file.name}: ${file.bytes.length} bytes of sound, about ${seconds} seconds long. Nobody listened to it.`;
  const [heard, made] = [seconds * TOKENS_PER_SECOND, tokenizer.count(text)];
  const prompt = tokenizer.count(textOf(fields.prompt) ?? "");
  const usage = {
    type: "tokens",
    input_tokens: heard + prompt,
    input_token_details: { text_tokens: prompt, audio_tokens: heard },
    output_tokens: made,
    total_tokens: heard + prompt + made,
  };
  if (fields.stream === "true") return events(deltas(call, text, usage));
  return written(textOf(fields.response_format) ?? "json", { text, seconds, usage });
}

function written(
  format: string,
  { text, seconds, usage }: { text: string; seconds: number; usage: JsonObject },
): TaskReply {
  const end = new Date(seconds * 1000).toISOString().slice(11, 23);
  switch (format) {
    case "json":
      return json({ text, usage });
    case "text":
      return bytes("text/plain; charset=utf-8", Buffer.from(`${text}\n`));
    case "srt":
      return bytes(
        "text/plain; charset=utf-8",
        Buffer.from(`1\n00:00:00,000 --> ${end.replace(".", ",")}\n${text}\n\n`),
      );
    case "vtt":
      return bytes("text/plain; charset=utf-8", Buffer.from(`WEBVTT\n\n00:00:00.000 --> ${end}\n${text}\n\n`));
    case "verbose_json":
      return json({
        task: "transcribe",
        language: "english",
        duration: seconds,
        text,
        segments: [{ id: 0, seek: 0, start: 0, end: seconds, text }],
        usage: { type: "duration", seconds },
      });
    default:
      throw new BadCall("response_format", "'response_format' must be json, text, srt, vtt or verbose_json.");
  }
}

async function* deltas(
  { tokenizer, behaviour, signal }: TaskCall,
  text: string,
  usage: JsonObject,
): AsyncGenerator<JsonObject> {
  for (const delta of tokenizer.pieces(text)) {
    await wait(behaviour.chunkMs, signal);
    yield { type: "transcript.text.delta", delta };
  }
  yield { type: "transcript.text.done", text, usage };
}
