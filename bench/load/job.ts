/** One measurement, as the orchestrator orders it. */
export interface LoadJob {
  kind: "whole" | "stream";
  port: number;
  path: string;
  headers: Record<string, string>;
  model: string;
  /** Connections, or streams at once. */
  concurrency: number;
  warmUpMs: number;
  measureMs: number;
}

/** Percentiles in milliseconds. */
export interface Percentiles {
  p50: number;
  p99: number;
}

export interface WholeResult {
  kind: "whole";
  /** Every call answered, the warm-up's too: what CPU time is shared by. */
  served: number;
  calls: number;
  errors: number;
  perSecond: number;
  latency: Percentiles;
}

export interface StreamResult {
  kind: "stream";
  /** Every stream completed, the warm-up's too. */
  served: number;
  streams: number;
  perSecond: number;
  errors: number;
  firstToken: Percentiles;
  betweenTokens: Percentiles;
  completion: Percentiles;
}

export type LoadResult = WholeResult | StreamResult;

/** The bytes of one call. The prompt is about 500 bytes. */
export function requestBytes(job: LoadJob): Buffer {
  const question = "Summarise the following notes for someone who was not there. ".repeat(7);
  const body = JSON.stringify({
    model: job.model,
    messages: [
      { role: "system", content: "You are brief." },
      { role: "user", content: question },
    ],
    max_tokens: 256,
    ...(job.kind === "stream" ? { stream: true } : {}),
  });
  const headers = {
    host: `127.0.0.1:${job.port}`,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...job.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`POST ${job.path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}
