import { until } from "../conformance/harness/until";

/** Waits until a gateway enforces so many quotas of a key's own: it learns of them a moment after the portal stored them. */
export async function untilLimited(origin: string, key: string, quotas: number): Promise<void> {
  await until(
    async () => {
      const response = await fetch(`${origin}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } });
      if (!response.ok) return false;
      const me = (await response.json()) as { quotas: { scope: string }[] };
      return me.quotas.filter(({ scope }) => scope === "key").length === quotas;
    },
    { what: "the key's quotas being enforced", timeoutMs: 30_000 },
  );
}
