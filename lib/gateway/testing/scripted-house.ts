import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type InProcessGateway, openInProcessGateway } from "./in-process-gateway";

const PRICE = {
  picoUsdPerToken: { uncachedInput: 1_000_000n, output: 1_000_000n, audioInput: 1_000_000n, audioOutput: 2_000_000n },
};
const BY_PICTURE = { picoUsdPerUnit: { picture: 40_000_000_000n } };
const ADAPTERS = ["openai", "gemini", "cohere", "vertex", "bedrock", "vllm"] as const;
const KINDS = ["embedding", "rerank", "transcription", "speech", "image", "moderation"] as const;

/** A gateway before one server that answers what it is told, with a model of every kind at every adapter: `openai-embedding`. */
export interface ScriptedHouse {
  gateway: InProcessGateway;
  /** What the server was sent last. */
  seen(): { url: string; headers: IncomingMessage["headers"]; body: Buffer };
  /** The same, read as JSON. */
  seenJson(): Record<string, unknown>;
  answer(write: (response: ServerResponse) => void): void;
  answerJson(body: unknown, headers?: Record<string, string>, status?: number): void;
  close(): Promise<void>;
}

export async function openScriptedHouse(): Promise<ScriptedHouse> {
  let seen: ReturnType<ScriptedHouse["seen"]> = { url: "", headers: {}, body: Buffer.alloc(0) };
  let write = (response: ServerResponse): void => void response.writeHead(500).end();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen = { url: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks) };
    write(response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gateway = openInProcessGateway(modelsAt(baseUrl));
  return {
    gateway,
    seen: () => seen,
    seenJson: () => JSON.parse(seen.body.toString("utf8")),
    answer: (next) => {
      write = next;
    },
    answerJson: (body, headers = {}, status = 200) => {
      write = (response) =>
        void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    },
    async close() {
      await gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function modelsAt(baseUrl: string) {
  const each = ADAPTERS.flatMap((adapterId) =>
    KINDS.map((kind) => ({
      name: `${adapterId}-${kind}`,
      kind,
      adapterId,
      baseUrl,
      upstreamModel: "up-model",
      tier: PRICE,
    })),
  );
  const own = { kind: "embedding" as const, adapterId: "bedrock", baseUrl, tier: PRICE };
  const drawer = { kind: "image" as const, baseUrl, tier: BY_PICTURE };
  return [
    ...each,
    { ...own, name: "bedrock-titan", upstreamModel: "amazon.titan-embed-text-v2:0" },
    { ...own, name: "bedrock-cohere", upstreamModel: "cohere.embed-v4:0" },
    { name: "vertex-imagen", upstreamModel: "imagen-4.0-generate-001", adapterId: "vertex", ...drawer },
    { name: "bedrock-canvas", upstreamModel: "amazon.nova-canvas-v1:0", adapterId: "bedrock", ...drawer },
    { name: "bedrock-stability", upstreamModel: "stability.sd3-5-large-v1:0", adapterId: "bedrock", ...drawer },
    {
      ...own,
      name: "gemini-drawer",
      kind: "image" as const,
      adapterId: "gemini",
      upstreamModel: "gemini-2.5-flash-image",
    },
    { name: "vllm-chat", adapterId: "vllm", baseUrl, upstreamModel: "up-model", tier: PRICE },
  ];
}
