import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** One call that a test's webhook heard. */
export interface Heard {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks; `answers` are the statuses to give, the last one for ever. Status 0: never answers. */
export async function openHookServer() {
  const heard: Heard[] = [];
  const answers = new Map<string, number[]>();
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const path = request.url ?? "";
      heard.push({ path, headers: request.headers, body });
      const statuses = answers.get(path) ?? [200];
      const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
      if (status !== 0) response.writeHead(status).end(status === 200 ? "thanks" : "no room");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answers,
    heardAt: (path: string) => heard.filter((one) => one.path === path),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
