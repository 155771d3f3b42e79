import type { AdminApi } from "@/lib/admin-api/create-admin-api";

/** A call of the management API in process, as its owner's token: GET without a body, POST with one. Throws for any refusal. */
export async function callAdmin<Answer>(
  api: AdminApi,
  token: string,
  call: { path: string; body?: object },
): Promise<Answer> {
  const { path, body } = call;
  const response = await api.fetch(
    new Request(`http://127.0.0.1/api/admin${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}
