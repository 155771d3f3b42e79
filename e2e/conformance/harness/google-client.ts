import { ApiError, GoogleGenAI } from "@google/genai";
import { serverUnderTest } from "./server-under-test";

/** Google's SDK pointed at the gateway, or with `baseUrl` at a provider itself. It tries once. */
export function googleClient(apiKey: string, baseUrl = `${serverUnderTest().origin}/api`): GoogleGenAI {
  return new GoogleGenAI({ apiKey, httpOptions: { baseUrl } });
}

/** What Google's servers say of a refusal; the SDK hands it on as the text of its error. */
export interface GoogleRefusal {
  /** The SDK's status. */
  status: number;
  error: {
    code: number;
    message: string;
    status: string;
    details: {
      "@type": string;
      reason?: string;
      metadata?: Record<string, string>;
      fieldViolations?: { field: string }[];
    }[];
  };
}

/** What the SDK throws; fails when nothing or something else is thrown. */
export async function googleErrorOf(call: Promise<unknown>): Promise<GoogleRefusal> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const body = JSON.parse(error.message.replace(/^got status: [A-Z_]+\. /, "")) as Pick<GoogleRefusal, "error">;
    return { status: error.status, ...body };
  }
  throw new Error("the call was expected to be refused, but it was answered");
}
