import type { AccessRequestRow } from "@/db/queries/access-requests/list-requests";
import { AdminError } from "@/lib/errors/admin-error";

const SENTENCES: Record<Exclude<AccessRequestRow["statusNow"], "open">, string> = {
  approved: "The request was approved already.",
  ended: "The request was approved, and what it gave is over.",
  refused: "The request was refused already. Ask again with what is different.",
  withdrawn: "The request was withdrawn.",
  expired: "Nobody decided in time, so the request ended by itself. Ask again.",
};

/** What is decided is not decided again. Throws AdminError `conflict`. */
export function refuseClosedRequest(request: AccessRequestRow): void {
  if (request.statusNow !== "open") throw new AdminError("conflict", SENTENCES[request.statusNow]);
}
