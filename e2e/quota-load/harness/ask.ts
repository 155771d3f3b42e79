/** How one call ended, as its caller saw it. */
export interface Outcome {
  status: number;
  /** The error's code; null for an answer. */
  code: string | null;
  /** Output tokens the answer was billed for. */
  outputTokens: number;
  maxTokens: number;
}

export interface Question {
  model: string;
  maxTokens: number;
  /** Found again in the upstream's journal. */
  marker?: string;
  /** Marker for the simulated provider. */
  simulate?: string;
}

interface Body {
  error?: { code?: string };
  usage?: { completion_tokens?: number };
}

const TRIES = 8;
const RETRY_MS = 500;

/** Makes one whole call and reads its answer to the end; a call that met no server is an outcome too, of status 0. */
export async function ask(origin: string, key: string, question: Question): Promise<Outcome> {
  const { maxTokens } = question;
  try {
    const response = await post(origin, key, question);
    const body = (await response.json()) as Body;
    const code = response.ok ? null : (body.error?.code ?? "none");
    return { status: response.status, code, outputTokens: body.usage?.completion_tokens ?? 0, maxTokens };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { status: 0, code: cause, outputTokens: 0, maxTokens };
  }
}

/** The same as the official clients do it: what could not be checked is asked again after a moment, a refusal is not. */
export async function askPatiently(origin: string, key: string, question: Question): Promise<Outcome> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await ask(origin, key, question);
    if (outcome.status !== 503 || tries === TRIES) return outcome;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS * tries));
  }
}

function post(origin: string, key: string, question: Question): Promise<Response> {
  const { model, maxTokens, marker = "Say something.", simulate } = question;
  return fetch(`${origin}/api/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      model,
      max_tokens: maxTokens,
      messages: [{ role: "user", content: marker }],
      ...(simulate === undefined ? {} : { metadata: { simulate } }),
    }),
  });
}

/** How many outcomes there are of each kind, for messages that explain themselves. */
export function tally(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, code } of outcomes) {
    const kind = code === null ? `${status}` : `${status} ${code}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
