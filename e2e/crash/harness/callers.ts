import { pause, upTo } from "./counting-upstream";

/** What one caller saw of its call. */
export interface Seen {
  /** Its end user, which tells it from every other call. */
  name: string;
  /** The answer was whole: a body that parses, or a stream that said it was done. */
  isWhole: boolean;
  /** 0 when there was no answer. */
  status: number;
}

export interface Callers {
  /** Ends when the last call has; what every caller saw. */
  stop(): Promise<Seen[]>;
}

const ABORTED_PERCENT = 15;
const ABORT_AFTER_MOST_MS = 120;

/** Callers that ask again as soon as they have their answer: streams and whole answers, some of which they do not wait for. */
export function startCallers(
  count: number,
  call: { origins: readonly string[]; models: readonly string[]; key: string },
): Callers {
  const seen: Seen[] = [];
  let isOver = false;
  const callers = Array.from({ length: count }, async (_, caller) => {
    for (let n = 0; !isOver; n += 1) {
      const one = await ask(`call-${caller}-${n}`, call);
      seen.push(one);
      if (one.status === 0) await pause(upTo(40));
    }
  });
  return {
    async stop() {
      isOver = true;
      await Promise.all(callers);
      return seen;
    },
  };
}

async function ask(name: string, call: Parameters<typeof startCallers>[1]): Promise<Seen> {
  const stream = upTo(100) < 65;
  const abort = new AbortController();
  const timer = upTo(100) < ABORTED_PERCENT ? setTimeout(() => abort.abort(), upTo(ABORT_AFTER_MOST_MS)) : undefined;
  let status = 0;
  try {
    const response = await fetch(`${call.origins[upTo(call.origins.length)]}/api/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${call.key}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: call.models[upTo(call.models.length)],
        max_tokens: 1_000,
        user: name,
        messages: [{ role: "user", content: name }],
        ...(stream ? { stream, stream_options: { include_usage: upTo(2) === 0 } } : {}),
      }),
      signal: abort.signal,
    });
    status = response.status;
    const text = await response.text();
    return { name, status, isWhole: status === 200 && (stream ? text.includes("data: [DONE]") : isJson(text)) };
  } catch {
    return { name, status, isWhole: false };
  } finally {
    clearTimeout(timer);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
