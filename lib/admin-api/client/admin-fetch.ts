/** A refusal of the management API, as a screen needs it. `code` is stable; `detail` is a sentence that says what to do. */
export class AdminApiError extends Error {
  readonly status: number;
  /** A code of lib/errors/admin-error-codes.ts, or `network_error` when no answer came. */
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly AdminApiFieldError[];
  readonly requestId: string | null;

  constructor(problem: AdminApiProblem) {
    super(problem.detail);
    this.name = "AdminApiError";
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id ?? null;
  }

  /** What is wrong with one field, such as `name` or `quotas.0.limit`; null when nothing is. */
  fieldMessage(path: string): string | null {
    return this.errors.find((error) => error.path === path)?.message ?? null;
  }
}

export interface AdminApiFieldError {
  path: string;
  message: string;
}

interface AdminApiProblem {
  status: number;
  code: string;
  detail: string;
  request_id?: string;
  errors?: AdminApiFieldError[];
}

type QueryValue = string | number | boolean | null | undefined;

export interface AdminFetchOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Values that are undefined, null or empty are left out. */
  query?: object | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** The same key with the same body runs once, however often it is sent. Give one where a person might press twice. */
  idempotencyKey?: string | undefined;
}

const BASE_PATH = "/api/admin";

/**
 * The one call behind every client function: same-origin, with the session's cookie. `path` starts after `/api/admin`.
 * Throws AdminApiError; an abort is passed on as it is.
 */
export async function adminFetch<Answer>(path: string, options: AdminFetchOptions = {}): Promise<Answer> {
  const method = options.method ?? "GET";
  const headers: Record<string, string> = { accept: "application/json" };
  if (method !== "GET") headers["content-type"] = "application/json";
  if (options.idempotencyKey !== undefined) headers["idempotency-key"] = options.idempotencyKey;
  const response = await send(BASE_PATH + path + queryText(options.query), {
    method,
    headers,
    credentials: "same-origin",
    cache: "no-store",
    ...(method === "GET" ? {} : { body: JSON.stringify(options.body ?? {}) }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (!response.ok) throw new AdminApiError(await readProblem(response));
  if (response.status === 204) return undefined as Answer;
  return (await response.json()) as Answer;
}

/** A change that answers a stream: resolves when it begins. Throws AdminApiError for a refusal before it. */
export async function adminStream(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
  const response = await send(BASE_PATH + path, {
    method: "POST",
    headers: { accept: "text/event-stream", "content-type": "application/json" },
    credentials: "same-origin",
    cache: "no-store",
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw new AdminApiError(await readProblem(response));
  return response;
}

/** What goes on being told, as server-sent events behind the event `lastId`: resolves when it begins. Throws AdminApiError for a refusal before it. */
export async function adminEvents(
  path: string,
  { query, lastId, signal }: { query: object; lastId: string; signal: AbortSignal },
): Promise<Response> {
  const response = await send(BASE_PATH + path + queryText(query), {
    headers: { accept: "text/event-stream", "last-event-id": lastId },
    credentials: "same-origin",
    cache: "no-store",
    signal,
  });
  if (!response.ok) throw new AdminApiError(await readProblem(response));
  return response;
}

/** Where a browser can follow a link to: a download, with the session's cookie. */
export function adminUrl(path: string, query: object): string {
  return BASE_PATH + path + queryText(query);
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new AdminApiError({
      status: 0,
      code: "network_error",
      detail: "Gatehouse did not answer. Check your connection and try again.",
    });
  }
}

function queryText(query: object | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}) as [string, QueryValue][]) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

async function readProblem(response: Response): Promise<AdminApiProblem> {
  const fallback = {
    status: response.status,
    code: "internal_error",
    detail: `Gatehouse answered ${response.status} without saying why. Try again.`,
  };
  const problem: unknown = await response.json().catch(() => null);
  if (problem === null || typeof problem !== "object" || !("code" in problem)) return fallback;
  return { ...fallback, ...(problem as AdminApiProblem) };
}
