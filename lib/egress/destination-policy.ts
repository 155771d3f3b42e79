import { BlockList, isIP } from "node:net";
import { EgressError } from "./contract";

/** Operator's exceptions: `host` or `host:port`, in lower case. Those may be plain http and private addresses. */
export interface DestinationPolicy {
  /** Throws EgressError `forbidden_destination` for what may never be called, judged by the URL alone. */
  checkUrl(url: URL): void;
  /** Throws for a mail server that may never be called, judged by its name and port alone. */
  checkMailServer(host: string, port: number, options: { isEncrypted: boolean }): void;
  /** Throws for an address a public name resolved to; called on the connected socket, before a byte is written. */
  checkAddress(host: string, port: string, address: string): void;
}

const MAIL_PORTS: ReadonlySet<number> = new Set([25, 465, 587, 2525]);

/** Addresses that are not on the public internet (IANA special-purpose registries, RFC 6890 and successors). */
const SPECIAL_IPV4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;
const SPECIAL_IPV6 = [
  ["::", 128],
  ["::1", 128],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const;

// Two lists: in one, Node would match every IPv4 address against `::ffff:0:0/96`.
const specialIpv4 = new BlockList();
for (const [net, bits] of SPECIAL_IPV4) specialIpv4.addSubnet(net, bits, "ipv4");
const specialIpv6 = new BlockList();
for (const [net, bits] of SPECIAL_IPV6) specialIpv6.addSubnet(net, bits, "ipv6");

/** https to public addresses only, except what the operator allowed by name. */
export function createDestinationPolicy(allowed: readonly string[]): DestinationPolicy {
  const exceptions = new Set(allowed.map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== ""));
  const isException = (host: string, port: string) => exceptions.has(host) || exceptions.has(`${host}:${port}`);
  return {
    checkUrl(url) {
      const port = url.port || (url.protocol === "https:" ? "443" : "80");
      if (url.username !== "" || url.password !== "") refuse("it carries a user name or password");
      if (url.protocol !== "https:" && url.protocol !== "http:") refuse(`${url.protocol} is no web protocol`);
      if (!isException(bareHost(url.hostname), port)) requirePublicName(url);
    },
    checkMailServer(host, port, { isEncrypted }) {
      if (isException(bareHost(host).toLowerCase(), String(port))) return;
      if (!MAIL_PORTS.has(port)) refuse("its port is not one of mail (25, 465, 587, 2525)");
      if (!isEncrypted) refuse("mail without TLS is only for hosts the operator allowed");
      requirePublicHost(bareHost(host).toLowerCase());
    },
    checkAddress(host, port, address) {
      if (isException(bareHost(host).toLowerCase(), port)) return;
      if (isSpecialAddress(address)) refuse(`${host} resolves to a private or reserved address`);
    },
  };
}

/** Whether an address lies outside the public internet. What is no address at all counts as special. */
export function isSpecialAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return family === 4 ? specialIpv4.check(address, "ipv4") : specialIpv6.check(address, "ipv6");
}

function requirePublicName(url: URL): void {
  if (url.protocol !== "https:") refuse("plain http is only for hosts the operator allowed");
  requirePublicHost(bareHost(url.hostname));
}

function requirePublicHost(host: string): void {
  if (host.endsWith(".") || host === "localhost" || host.endsWith(".localhost")) refuse("the host is local");
  if (isIP(host) !== 0) refuse("an address instead of a name is only for hosts the operator allowed");
}

function bareHost(host: string): string {
  return host.startsWith("[") ? host.slice(1, -1) : host;
}

function refuse(reason: string): never {
  throw new EgressError(
    "forbidden_destination",
    `Gatehouse does not call this address: ${reason}. An operator can allow a host with GATEHOUSE_EGRESS_ALLOW=host:port.`,
  );
}
