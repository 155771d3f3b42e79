import type { IncomingMessage } from "node:http";
import { isAddress } from "@/lib/egress/is-address";

const MAPPED = "::ffff:";
/** `[2001:db8::1]:443`, `192.0.2.1:443`: some proxies name the port too. */
const WITH_PORT = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/;

/**
 * The address a request comes from. Each proxy in front adds whom it was asked by to the end of `x-forwarded-for`; of those, only as many
 * are believed as there are proxies of one's own, for what stands before them is whatever the caller wrote. Null when that is no address.
 */
export function callerAddress(
  { headers, socket }: Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } },
  trustedProxies: number,
): string | null {
  const nearest = socket.remoteAddress;
  if (trustedProxies === 0) return nearest === undefined ? null : plain(nearest);
  const forwarded = String(headers["x-forwarded-for"] ?? "").split(",");
  const reported = forwarded.map((entry) => entry.trim()).filter((entry) => entry !== "");
  const chain = nearest === undefined ? reported : [...reported, nearest];
  return addressIn(chain[Math.max(0, chain.length - 1 - trustedProxies)] ?? "");
}

function addressIn(entry: string): string | null {
  const parts = WITH_PORT.exec(entry);
  const address = parts?.[1] ?? parts?.[2] ?? entry;
  return isAddress(address) ? plain(address) : null;
}

/** An IPv4 address as IPv4, also where a socket for both sees it. */
function plain(address: string): string {
  return address.startsWith(MAPPED) && address.includes(".") ? address.slice(MAPPED.length) : address;
}
