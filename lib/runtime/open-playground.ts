import type { PlaygroundCalls } from "@/lib/admin/context";
import { handleFetch } from "@/lib/gateway/fetch-adapter";
import type { Gateway } from "@/lib/gateway/gateway";

/** The playground's way to the gateway of this process: the path every application takes, with a key and nothing else. */
export function openPlayground(
  gateway: Gateway,
  options: { publicUrl: string; bodyLimitBytes: number },
): PlaygroundCalls {
  return {
    secrets: new Map(),
    send({ secret, body, signal }) {
      const request = new Request(`${options.publicUrl}/api/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${secret.reveal()}`, "content-type": "application/json" },
        body: JSON.stringify(body),
        signal,
      });
      return handleFetch(gateway, request, options.bodyLimitBytes);
    },
  };
}
