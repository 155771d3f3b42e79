/** The floor: the least Node can do between a caller and a provider. `node:http` in, undici out, nothing looked at. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Pool } from "undici";

const DROPPED = new Set(["connection", "keep-alive", "transfer-encoding", "host", "content-length"]);
const upstream = new Pool(process.env.BENCH_UPSTREAM ?? "", { connections: 4096, headersTimeout: 0, bodyTimeout: 0 });

function passed(headers: Record<string, string | string[] | undefined>): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !DROPPED.has(name)) kept[name] = value;
  }
  return kept;
}

async function relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const answer = await upstream.request({
    method: "POST",
    path: request.url ?? "/",
    headers: passed(request.headers),
    body: Buffer.concat(chunks),
  });
  response.writeHead(answer.statusCode, passed(answer.headers));
  for await (const chunk of answer.body) {
    if (!response.write(chunk)) await new Promise((resolve) => response.once("drain", resolve));
  }
  response.end();
}

const server = createServer((request, response) => {
  relay(request, response).catch(() => response.destroy());
});
server.listen(Number(process.env.PORT), "127.0.0.1", 4096, () => process.send?.("listening"));
process.on("disconnect", () => process.exit(0));
