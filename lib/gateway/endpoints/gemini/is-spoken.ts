import type { CallHead } from "../../endpoint";

/** Keys in the query, as Google's own API takes them: only on the paths it has, because urls end up in other people's logs. */
export function queryKeys({ path, query }: Pick<CallHead, "path" | "query">): string[] {
  if (query === "" || !(path === "/models" || path.startsWith("/models/"))) return [];
  return new URLSearchParams(query).getAll("key").filter((key) => key !== "");
}

const CALL = /^\/models\/.+:(?:generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)$/;

/** Whether the caller gives itself away as one of Google's clients: by their door, a path of theirs, their header or a key in the query. */
export function isSpoken(head: CallHead): boolean {
  return (
    head.version === "v1beta" ||
    CALL.test(head.path) ||
    head.headers["x-goog-api-key"] !== undefined ||
    queryKeys(head).length > 0
  );
}
