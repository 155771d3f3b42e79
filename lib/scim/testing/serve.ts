import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ScimApi } from "../create-scim-api";

/** SCIM over a real socket. */
export interface ServedScim {
  /** With the path of SCIM, without a slash at the end. */
  baseUrl: string;
  close(): Promise<void>;
}

/** Serves `api` on a free loopback port. */
export async function serveScim(api: ScimApi): Promise<ServedScim> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
    const hasBody = incoming.method !== "GET" && incoming.method !== "DELETE";
    const answer = await api.fetch(
      new Request(`http://127.0.0.1${incoming.url ?? ""}`, {
        method: incoming.method ?? "GET",
        headers: incoming.headers as Record<string, string>,
        ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
      }),
    );
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/api/scim/v2`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
