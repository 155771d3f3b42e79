import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";

/** Whether a change was refused only because it takes two people. */
export function needsSecondPerson(error: unknown): boolean {
  return error instanceof AdminApiError && error.code === "needs_second_person";
}
