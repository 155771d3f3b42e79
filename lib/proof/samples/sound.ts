import { readOpenAiRefusal } from "./read-openai-refusal";
import type { RouteSample } from "./route-sample";

const SAMPLES_PER_SECOND = 8_000;
const SECONDS = 2;

/** `POST /audio/speech`: sound as it comes, or events. */
export const speech: RouteSample = {
  columns: ["whole", "streamed"],
  path: () => "/audio/speech",
  body: ({ model, prompt, column }) => ({
    model,
    input: prompt,
    voice: "alloy",
    response_format: "wav",
    stream_format: column === "streamed" ? "sse" : "audio",
  }),
  isWhole: ({ status, text }, column) =>
    status === 200 && (column === "streamed" ? text.includes('"speech.audio.done"') : text.startsWith("RIFF")),
  readRefusal: readOpenAiRefusal,
};

/** `POST /audio/transcriptions`: a form with two seconds of silence. */
export const transcriptions: RouteSample = {
  columns: ["whole", "streamed"],
  path: () => "/audio/transcriptions",
  malformedCode: "invalid_multipart",
  body({ model, prompt, column }) {
    const form = new FormData();
    form.set("model", model);
    form.set("prompt", prompt);
    form.set("stream", String(column === "streamed"));
    form.set("file", new File([silence()], "silence.wav", { type: "audio/wav" }));
    return form;
  },
  isWhole: ({ status, text }, column) =>
    status === 200 && text.includes(column === "streamed" ? '"transcript.text.done"' : '"text"'),
  readRefusal: readOpenAiRefusal,
};

/** A WAV file of one channel of 8 bits. */
function silence(): Uint8Array<ArrayBuffer> {
  const length = SAMPLES_PER_SECOND * SECONDS;
  const file = Buffer.alloc(44 + length, 0x80);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(36 + length, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  file.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(length, 40);
  return new Uint8Array(file);
}
