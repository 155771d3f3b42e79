import type { Server } from "node:net";

/** Listens on a free loopback port (or `port`) and gives its number; rejects when it is taken. */
export function listenOnLoopback(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("no port was given"));
      resolve(address.port);
    });
  });
}
