import { randomBytes } from "node:crypto";
import OpenAI, { APIError } from "openai";
import { serverUnderTest } from "./server-under-test";

export interface CountingClient {
  client: OpenAI;
  /** HTTP calls the SDK has made. */
  readonly hits: number;
  /** Headers of the last answer. */
  readonly lastHeaders: Headers;
}

/** The official SDK pointed at the gateway. It tries once unless `maxRetries` says otherwise. */
export function openaiClient(secret: string, maxRetries = 0): CountingClient {
  let hits = 0;
  let lastHeaders = new Headers();
  const client = new OpenAI({
    apiKey: secret,
    baseURL: `${serverUnderTest().origin}/api/v1`,
    maxRetries,
    fetch: async (url, init) => {
      hits += 1;
      const response = await fetch(url, init);
      lastHeaders = response.headers;
      return response;
    },
  });
  return {
    client,
    get hits() {
      return hits;
    },
    get lastHeaders() {
      return lastHeaders;
    },
  };
}

/** What the SDK throws; fails when nothing or something else is thrown. */
export async function apiErrorOf(call: Promise<unknown>): Promise<APIError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof APIError) return error;
    throw error;
  }
  throw new Error("the call was expected to be refused, but it was answered");
}

/** A word that marks one call in journals and records. */
export function newMarker(): string {
  return `marker-${randomBytes(8).toString("hex")}`;
}

/** A one-message prompt that carries the marker. */
export function prompt(model: string, marker: string) {
  return { model, messages: [{ role: "user" as const, content: `Say something. ${marker}` }], user: marker };
}
