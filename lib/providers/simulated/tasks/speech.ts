import type { JsonObject } from "@/lib/llm/json";
import { wait } from "../wait";
import { bytes, events, type TaskCall, type TaskReply, textOfField } from "./task-call";

const SAMPLES_PER_SECOND = 8_000;
const CHARACTERS_PER_SECOND = 15;
const LONGEST_SECONDS = 8;
const TOKENS_PER_SECOND = 20;
const WAV_HEADER_BYTES = 44;
const PIECES = 20;

/** `POST /audio/speech`: a hum as long as the text would take to say, as a WAV file whatever was asked for, or its bare samples. */
export function speak(call: TaskCall): TaskReply {
  const { fields, tokenizer } = call;
  const input = textOfField(call, "input");
  textOfField(call, "voice");
  const seconds = Math.min(LONGEST_SECONDS, Math.max(1, Math.ceil(input.length / CHARACTERS_PER_SECOND)));
  const samples = hum(seconds);
  const sound = fields.response_format === "pcm" ? samples : Buffer.concat([wavHeader(samples.length), samples]);
  if (fields.stream_format !== "sse") return bytes(fields.response_format === "pcm" ? "audio/pcm" : "audio/wav", sound);
  const [input_tokens, output_tokens] = [tokenizer.count(input), seconds * TOKENS_PER_SECOND];
  const usage = { input_tokens, output_tokens, total_tokens: input_tokens + output_tokens };
  return events(pieces(call, sound, usage));
}

async function* pieces({ behaviour, signal }: TaskCall, sound: Buffer, usage: JsonObject): AsyncGenerator<JsonObject> {
  const length = Math.ceil(sound.length / PIECES);
  for (let at = 0; at < sound.length; at += length) {
    await wait(behaviour.chunkMs, signal);
    yield { type: "speech.audio.delta", audio: sound.subarray(at, at + length).toString("base64") };
  }
  yield { type: "speech.audio.done", usage };
}

function hum(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * SAMPLES_PER_SECOND * 2);
  for (let at = 0; at < samples.length / 2; at++) {
    samples.writeInt16LE(Math.round(6_000 * Math.sin((2 * Math.PI * 220 * at) / SAMPLES_PER_SECOND)), at * 2);
  }
  return samples;
}

/** One channel of 16 bits (Microsoft, "Multimedia Programming Interface and Data Specifications 1.0"). */
function wavHeader(length: number): Buffer {
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(length + WAV_HEADER_BYTES - 8, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  header.writeUInt32LE(SAMPLES_PER_SECOND * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(length, 40);
  return header;
}
