import { connect } from "node:net";

/** An answer as bytes, read until the other side closed, fell silent after a complete answer, or `quietMs` passed. */
export interface RawAnswer {
  status: number;
  headers: Map<string, string>;
  body: string;
  text: string;
}

/** Calls the gateway over HTTP; the body of a stream is read to its end, however it ends. */
export async function post(
  url: string,
  init: { headers?: Record<string, string>; body?: BodyInit; signal?: AbortSignal; method?: string },
): Promise<{ status: number; headers: Headers; body: string; cut: boolean }> {
  const response = await fetch(url, {
    method: init.method ?? "POST",
    headers: init.headers ?? {},
    ...(init.body === undefined ? {} : { body: init.body, duplex: "half" }),
    ...(init.signal === undefined ? {} : { signal: init.signal }),
  } as RequestInit);
  let body = "";
  let cut = false;
  try {
    const decoder = new TextDecoder();
    for await (const bytes of response.body ?? []) body += decoder.decode(bytes, { stream: true });
  } catch {
    cut = true;
  }
  return { status: response.status, headers: response.headers, body, cut };
}

/** Writes raw bytes on a fresh connection and reads one answer; for what `fetch` refuses to send. */
export function rawCall(
  origin: string,
  pieces: (string | Uint8Array)[],
  options: { timeoutMs?: number } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let text = "";
    const settle = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(parseAnswer(text));
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no whole answer came; so far: ${text.slice(0, 500)}`));
    }, options.timeoutMs ?? 15_000);
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      if (isComplete(text)) settle();
    });
    socket.on("close", settle);
    socket.on("error", () => socket.destroy());
    socket.on("connect", () => {
      for (const piece of pieces) socket.write(piece);
    });
  });
}

function isComplete(text: string): boolean {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headEnd + 2))?.[1];
  if (length === undefined) return text.endsWith("0\r\n\r\n");
  return text.length >= headEnd + 4 + Number(length);
}

function parseAnswer(text: string): RawAnswer {
  const headEnd = text.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = text.slice(0, Math.max(0, headEnd)).split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { status: Number(statusLine.slice(9, 12)), headers, body: text.slice(headEnd + 4), text };
}
