import Anthropic, { APIError } from "@anthropic-ai/sdk";
import { serverUnderTest } from "./server-under-test";

/** The official SDK pointed at the gateway, or at `options.baseURL`. It tries once. */
export function anthropicClient(secret: string, options: { baseURL?: string; headers?: Record<string, string> } = {}) {
  return new Anthropic({
    apiKey: secret,
    authToken: null,
    baseURL: options.baseURL ?? `${serverUnderTest().origin}/api`,
    maxRetries: 0,
    ...(options.headers === undefined ? {} : { defaultHeaders: options.headers }),
  });
}

/** A one-message prompt that carries the marker. */
export function messagePrompt(model: string, marker: string) {
  return {
    model,
    max_tokens: 1_000,
    messages: [{ role: "user" as const, content: `Say something. ${marker}` }],
    metadata: { user_id: marker },
  };
}

/** What the SDK throws; fails when nothing or something else is thrown. */
export async function anthropicErrorOf(call: Promise<unknown>): Promise<APIError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof APIError) return error;
    throw error;
  }
  throw new Error("the call was expected to be refused, but it was answered");
}
