import { serverUnderTest } from "./server-under-test";

/** A refusal of the management API. */
export class AdminRefusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: { code?: string; detail?: string },
    what: string,
  ) {
    super(`${what}: ${status} ${problem.code ?? ""} ${problem.detail ?? ""}`);
  }
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Calls the management API as the owner; throws AdminRefusal for anything but 2xx. */
export async function admin<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${serverUnderTest().origin}/api/admin${path}`, {
    method,
    headers: { authorization: `Bearer ${serverUnderTest().ownerToken}`, "content-type": "application/json" },
    ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
  });
  const text = await response.text();
  const answer: unknown = text === "" ? {} : JSON.parse(text);
  if (!response.ok) throw new AdminRefusal(response.status, answer as AdminRefusal["problem"], `${method} ${path}`);
  return answer as Answer;
}

interface Identified {
  id: string;
}

export interface QuotaTerms {
  unit: "usd" | "tokens" | "requests" | "concurrent";
  window: "minute" | "day" | "week" | "month" | "lifetime" | "now";
  limit: string;
  hard?: boolean;
  shadow?: boolean;
  maxCallPercent?: number;
}

export interface QuotaStanding {
  unit: string;
  window: string;
  limit: string;
  standing: { settled: string; held: string; free: string } | null;
}

export interface NewKey {
  id: string;
  name: string;
  secret: string;
}

/** A request record as `/api/admin/requests` shows it; only what tests look at. */
export interface RequestRecord {
  id: string;
  outcome: "ok" | "refused" | "failed" | "aborted" | "interrupted";
  httpStatus: number;
  errorCode: string | null;
  finishReason: string | null;
  costUsd: string | null;
  usageSource: "reported" | "estimated" | "none";
  inputTokens: number;
  outputTokens: number;
  ttftMs: number | null;
  durationMs: number;
  attemptCount: number;
  streamed: boolean;
  simulated: boolean;
  modelAsked: string | null;
  upstreamModel: string | null;
  key: { id: string } | null;
  provider: { name: string } | null;
  endUser?: string | null;
  attempts?: { outcome: string; status: number | null; errorCode: string | null; upstreamRequestId: string | null }[];
  trace?: { step: string; decision: string; detail?: Record<string, string | number | boolean | null> }[];
  price?: { version: number } | null;
  quotas?: { scope: { kind: string; name: string }; unit: string; limit: string; used: string; verdict: string }[];
}

export const createTeam = (name: string) => admin<Identified>("POST", "/teams", { name });
export const createProject = (teamId: string, name: string) => admin<Identified>("POST", "/projects", { teamId, name });

export async function createKey(
  projectId: string,
  options: { name: string; allowedModels?: string[]; quotas?: QuotaTerms[]; expiresAt?: string },
): Promise<NewKey> {
  const { name, allowedModels = ["*"], quotas = [], expiresAt } = options;
  const input = { projectId, name, allowedModels, quotas, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const { key, secret } = await admin<{ key: Identified; secret: string }>("POST", "/keys", input);
  return { id: key.id, name, secret };
}

export const quotasOf = async (scopeId: string, scopeKind = "key"): Promise<QuotaStanding[]> =>
  (await admin<{ items: QuotaStanding[] }>("GET", `/quotas?scopeKind=${scopeKind}&scopeId=${scopeId}`)).items;

export const recordsMatching = async (text: string): Promise<RequestRecord[]> =>
  (await admin<{ items: RequestRecord[] }>("GET", `/requests?q=${encodeURIComponent(text)}`)).items;

/** Undefined while it is not written yet. */
export async function findRecord(requestId: string): Promise<RequestRecord | undefined> {
  try {
    return await admin<RequestRecord>("GET", `/requests/${requestId}`);
  } catch (error) {
    if (error instanceof AdminRefusal && error.status === 404) return undefined;
    throw error;
  }
}
