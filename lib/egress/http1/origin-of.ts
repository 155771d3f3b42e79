import { isIP } from "node:net";
import type { Origin } from "./dial";

/** Where a connection for this url goes. */
export function originOf(url: URL): Origin {
  const secure = url.protocol === "https:";
  const bare = url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
  const hostname = isIP(bare) === 6 ? bare : url.hostname;
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  return { secure, hostname, port, host: url.host };
}
