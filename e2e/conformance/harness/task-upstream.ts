import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LLMock } from "@copilotkit/aimock";

export const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
export const SAMPLES = Buffer.from([1, 0, 2, 0, 3, 0]).toString("base64");
export const VECTOR = [0.5, -0.25, 1, 0];

/** Two upstreams for calls beside chat: one whose authors are not ours, and one for what that does not have. */
export interface TaskUpstream {
  /** Moderations, pictures, speech and transcripts. */
  theirs: string;
  /** Embeddings as the vendor answers them, legacy completions, and Google's embedding calls below `/v1beta`. */
  ours: string;
  close(): Promise<void>;
}

export async function startTaskUpstream(): Promise<TaskUpstream> {
  const mock = new LLMock({ port: 0 });
  mock.onModerate(/./, { flagged: true, categories: { violence: true }, category_scores: { violence: 0.9 } });
  mock.onImage(/./, { images: [{ b64Json: PIXEL, revisedPrompt: "A gate" }] });
  mock.onMessage(/Say it with a voice/, { audio: { b64Json: SAMPLES, contentType: "audio/L16;codec=pcm;rate=24000" } });
  mock.onMessage(/word for word/, { content: "Open the gate." });
  mock.onSpeech(/./, { audio: PIXEL, format: "mp3" });
  mock.onTranscription({ transcription: { text: "Open the gate.", language: "english", duration: 2.4 } });
  await mock.start();
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    theirs: mock.url,
    ours: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await mock.stop();
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
  const path = request.url ?? "";
  if (path.endsWith("/embeddings")) return sendJson(response, embeddings(body));
  if (path.endsWith(":embedContent")) return sendJson(response, { embedding: { values: VECTOR } });
  if (path.endsWith(":batchEmbedContents")) {
    const requests = body.requests as unknown[];
    return sendJson(response, { embeddings: requests.map(() => ({ values: VECTOR })) });
  }
  if (path.endsWith("/completions")) return complete(body, response);
  response.writeHead(404, { "content-type": "application/json" }).end("{}");
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json", "x-request-id": "up_1" }).end(JSON.stringify(body));
}

function embeddings({ input, encoding_format: format, model }: Record<string, unknown>) {
  const bytes = Buffer.from(Float32Array.from(VECTOR).buffer);
  const embedding = format === "base64" ? bytes.toString("base64") : VECTOR;
  const count = Array.isArray(input) ? input.length : 1;
  const data = Array.from({ length: count }, (_, index) => ({ object: "embedding", index, embedding }));
  return { object: "list", data, model, usage: { prompt_tokens: 7, total_tokens: 7 } };
}

function complete({ model, stream, n }: Record<string, unknown>, response: ServerResponse): void {
  const head = { id: "cmpl-1", object: "text_completion", created: 1, model };
  const usage = { prompt_tokens: 5, completion_tokens: 4, total_tokens: 9 };
  const indices = Array.from({ length: Number(n ?? 1) }, (_, index) => index);
  const choice = (index: number, text: string, finish: string | null) => ({
    text,
    index,
    logprobs: null,
    finish_reason: finish,
  });
  if (stream !== true) {
    sendJson(response, { ...head, choices: indices.map((index) => choice(index, "Open it.", "stop")), usage });
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (chunk: unknown) => response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  for (const index of indices) {
    send({ ...head, choices: [choice(index, "Open", null)] });
    send({ ...head, choices: [choice(index, " it.", "stop")] });
  }
  send({ ...head, choices: [], usage });
  response.end("data: [DONE]\n\n");
}
