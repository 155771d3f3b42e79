import { createHash, createHmac } from "node:crypto";

/** What is signed. The url must be encoded already. */
export interface V4Request {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
}

export interface SigningKey {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface SigningScope {
  region: string;
  service: string;
}

const ALGORITHM = "AWS4-HMAC-SHA256";
/** The service name of every S3-compatible store. */
const OBJECT_STORE = "s3";

/**
 * The headers that sign a request: every header it has is covered, and its body (AWS, "Signature Version 4 signing process").
 * The path is encoded once more in what is signed, as every service wants but object stores, which want it as it is and their own
 * header with the body's hash.
 */
export function signV4(
  request: V4Request,
  key: SigningKey,
  { region, service, nowMs }: SigningScope & { nowMs: number },
): Record<string, string> {
  const url = new URL(request.url);
  const amzDate = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const date = amzDate.slice(0, 8);
  const bodyHash = sha256(request.body ?? "");
  const isStore = service === OBJECT_STORE;
  const added: Record<string, string> = {
    "x-amz-date": amzDate,
    ...(isStore ? { "x-amz-content-sha256": bodyHash } : {}),
    ...(key.sessionToken === undefined ? {} : { "x-amz-security-token": key.sessionToken }),
  };
  const headers = canonicalHeaders({ ...request.headers, ...added, host: url.host });
  const canonical = [
    request.method,
    isStore ? url.pathname : canonicalPath(url),
    canonicalQuery(url),
    ...headers.map(([name, value]) => `${name}:${value}`),
    "",
    headers.map(([name]) => name).join(";"),
    bodyHash,
  ].join("\n");
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = [ALGORITHM, amzDate, scope, sha256(canonical)].join("\n");
  const secret = [date, region, service, "aws4_request"].reduce<Buffer>(
    hmac,
    Buffer.from(`AWS4${key.secretAccessKey}`),
  );
  const signed = headers.map(([name]) => name).join(";");
  const signature = hmac(secret, toSign).toString("hex");
  return {
    ...added,
    authorization: `${ALGORITHM} Credential=${key.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
  };
}

function canonicalHeaders(headers: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim().replaceAll(/ +/g, " ")])
    .toSorted(byName);
}

function canonicalPath(url: URL): string {
  return url.pathname.split("/").map(encodeStrictly).join("/");
}

function canonicalQuery(url: URL): string {
  const pairs = [...url.searchParams].map(([name, value]): [string, string] => [
    encodeStrictly(name),
    encodeStrictly(value),
  ]);
  return pairs
    .toSorted((one, other) => byName(one, other) || (one[1] < other[1] ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function byName([one]: [string, string], [other]: [string, string]): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** RFC 3986: what encodeURIComponent leaves alone beyond the unreserved characters is encoded too. */
function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}
