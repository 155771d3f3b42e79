import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { Duplex } from "node:stream";

interface PortalOptions {
  /** The checkout's root, where `.next` is. */
  root: string;
  host: string;
  port: number;
  development: boolean;
}

export interface Portal {
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** The development server's own socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Breaks those sockets, also the ones the framework left alone: a server with open ones never closes. */
  endUpgrades(): void;
  close(): Promise<void>;
}

/** Loads Next and makes it ready. Imported on demand: a gateway never pays for it. */
export async function openPortal(options: PortalOptions): Promise<Portal> {
  if (!options.development) await loadConfigQuietly(options.root);
  const { default: next } = await import("next");
  // Never listens: the framework hangs its upgrades on it, so that it sees those it is given and ends no others.
  const upgrades = new Server();
  const app = next({
    httpServer: upgrades,
    dev: options.development,
    dir: options.root,
    hostname: options.host,
    port: options.port,
    quiet: !options.development,
  });
  await app.prepare();
  const handler = app.getRequestHandler();
  const upgraded = new Set<Duplex>();
  return {
    serve: (request, response) => handler(request, response),
    upgrade(request, socket, head) {
      upgraded.add(socket);
      socket.once("close", () => upgraded.delete(socket));
      if (!upgrades.emit("upgrade", request, socket, head)) socket.destroy();
    },
    endUpgrades() {
      for (const socket of upgraded) socket.destroy();
    },
    close: () => app.close(),
  };
}

/** Next tells on standard output how long its configuration took, unless it was loaded before; that is no news to an operator. */
async function loadConfigQuietly(root: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const config: typeof import("next/dist/server/config") = require("next/dist/server/config");
  const { PHASE_PRODUCTION_SERVER }: typeof import("next/constants") = require("next/constants");
  await config.default(PHASE_PRODUCTION_SERVER, root, { silent: true });
}
