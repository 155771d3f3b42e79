import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";

/** What the API says about one field; undefined when it says nothing. */
export function fieldRefusal(error: unknown, path: string): string | undefined {
  if (!(error instanceof AdminApiError)) return undefined;
  const message = error.fieldMessage(path);
  return message === null ? undefined : asSentence(message);
}

/** What the form must say at its top: a refusal that none of the shown fields shows. Null when there is none. */
export function formRefusal(error: unknown, shown: readonly string[]): string | null {
  if (error === null || error === undefined) return null;
  if (!(error instanceof AdminApiError)) return error instanceof Error ? error.message : "The reason is not known.";
  const elsewhere = error.errors.filter((one) => !shown.includes(one.path));
  return error.errors.length > 0 && elsewhere.length === 0 ? null : error.detail;
}

function asSentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
