import type { IncomingMessage, ServerResponse } from "node:http";

interface PortalOptions {
  /** The checkout's root, where `.next` is. */
  root: string;
  host: string;
  port: number;
  development: boolean;
}

export interface Portal {
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/** Loads Next and makes it ready. Imported on demand: a gateway never pays for it. */
export async function openPortal(options: PortalOptions): Promise<Portal> {
  const { default: next } = await import("next");
  const app = next({
    dev: options.development,
    dir: options.root,
    hostname: options.host,
    port: options.port,
    quiet: !options.development,
  });
  await app.prepare();
  const handler = app.getRequestHandler();
  return { serve: (request, response) => handler(request, response), close: () => app.close() };
}
