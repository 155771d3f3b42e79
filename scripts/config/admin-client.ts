/** One call of the management API; `path` starts after `/api/admin`. Throws a sentence for everything that is no success. */
export type AdminCall = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

/** Calls over `send`, which is `fetch` for a server and the API itself in a test. */
export function adminClient(origin: string, token: string, send: (request: Request) => Promise<Response>): AdminCall {
  return async <Answer>(method: string, path: string, body?: unknown) => {
    const request = new Request(`${origin}/api/admin${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    const response = await send(request).catch(() => {
      throw new Error(`Nothing answers at ${origin}. Start Gatehouse with \`npm start\`, or set GATEHOUSE_URL.`);
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}: ${sentenceOf(text)}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
}

/** Every item of a paged list. */
export async function everyItem<Item>(call: AdminCall, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "?limit=200" : `?limit=200&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: Item[]; nextCursor: string | null } = await call("GET", path + query);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

function sentenceOf(text: string): string {
  try {
    const problem = JSON.parse(text) as { detail?: string; errors?: { path: string; message: string }[] };
    const fields = (problem.errors ?? []).map(({ path, message }) => `${path} ${message}`);
    return [problem.detail, ...fields].join(" ");
  } catch {
    return text.slice(0, 200);
  }
}
