import type { GatewayRequest } from "./http";

const DOOR = /^\/api\/(v1beta|v1)(?=\/|$)/;

/** Through which door a path of the whole server comes in, and what is left of it: `/api/v1beta/models` gives `/models`. */
export function readDoor(path: string): Pick<GatewayRequest, "version" | "path"> {
  const [door = "", version] = DOOR.exec(path) ?? [];
  return { version: version === "v1beta" ? "v1beta" : "v1", path: path.slice(door.length) };
}

/** Whether a path of the whole server is the gateway's. */
export function isGatewayPath(path: string): boolean {
  return DOOR.test(path);
}

/** What follows `?` in a url as sent; empty when nothing does. */
export function queryOf(url: string): string {
  const at = url.indexOf("?");
  return at === -1 ? "" : url.slice(at + 1);
}
