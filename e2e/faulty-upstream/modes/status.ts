import { GOOD } from "../scripted-answers";
import type { UpstreamCall } from "../upstream-call";
import { deliver, type ModeTable } from "./mode";

/** How often each body was seen, for modes that fail at first. */
const seen = new Map<string, number>();

/** Modes that answer with a status other than 200. */
export const otherStatus: ModeTable = {
  /** `status:<code>` with the dialect's error body. */
  status: (call) => {
    const status = call.numberArgument(0, 500);
    return call.answer(status, call.dialect.errorBody(status, `The upstream said ${status}`));
  },
  "status-html": (call) =>
    call.answer(call.numberArgument(0, 502), "<html>Bad gateway</html>", { "content-type": "text/html" }),
  "status-leaking": (call) =>
    call.answer(401, call.dialect.errorBody(401, `Incorrect API key provided: ${credentialOf(call)}`)),
  "context-length": (call) => call.answer(400, contextLength(call)),
  /** `rate-limited:<retry-after value>`; the value may be seconds, `date`, `ms` or nonsense. */
  "rate-limited": (call) => call.answer(429, call.dialect.errorBody(429, "Slow down"), retryAfter(call.args[0] ?? "1")),
  overloaded: (call) => call.answer(529, call.dialect.errorBody(529, "Overloaded")),
  /** Goes down for a restart: says so, and closes the connection. */
  draining: (call) => {
    const headers = { connection: "close", "retry-after": "1" };
    return call.answer(503, call.dialect.errorBody(503, "Going down"), headers);
  },
  redirect: (call) => {
    const status = call.numberArgument(0, 307);
    return call.answer(status, "", { location: call.canaryUrl });
  },
  /** `fail-first:<status>:<times>`: the same body succeeds after so many failures. */
  "fail-first": async (call) => {
    const times = (seen.get(call.entry.body) ?? 0) + 1;
    seen.set(call.entry.body, times);
    const status = call.numberArgument(0, 500);
    if (times > call.numberArgument(1, 1)) return deliver(call, GOOD);
    await call.answer(status, call.dialect.errorBody(status, "Not yet"), { "retry-after": "0" });
  },
};

function retryAfter(kind: string): Record<string, string> {
  if (kind === "date") return { "retry-after": new Date(Date.now() + 1000).toUTCString() };
  if (kind === "ms") return { "retry-after-ms": "20" };
  return { "retry-after": kind };
}

function credentialOf(call: UpstreamCall): string {
  const { authorization = "", "x-api-key": apiKey = "", "x-goog-api-key": googleKey = "" } = call.entry.headers;
  return [authorization, apiKey, googleKey].join(" ").trim();
}

function contextLength(call: UpstreamCall): unknown {
  if (call.dialect.id !== "openai-chat")
    return call.dialect.errorBody(400, "prompt is too long: 210000 tokens > 200000 maximum");
  return {
    error: {
      message: "This model's maximum context length is 128000 tokens.",
      type: "invalid_request_error",
      param: "messages",
      code: "context_length_exceeded",
    },
  };
}
