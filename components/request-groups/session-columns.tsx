"use client";

import Link from "next/link";
import type { RequestSession } from "@/lib/admin-api/client/request-groups";
import { endUserHref, sessionHref } from "../shell/links";
import { ForeignText } from "../ui/foreign-text";
import { sumColumns } from "./group-columns";

/** A session in a list, with whom it was for. */
export const SESSION_COLUMNS = sumColumns<RequestSession>({
  header: "Session",
  cell: (session) => (
    <Link href={sessionHref(session.sessionId)} className="truncate rounded-xs font-medium text-ink hover:underline">
      <ForeignText>{session.sessionId}</ForeignText>
    </Link>
  ),
  extra: {
    header: "End user",
    cell: ({ endUser }) =>
      endUser === null ? (
        <span className="text-faint">—</span>
      ) : (
        <Link
          href={endUserHref(endUser)}
          className="block truncate rounded-xs text-muted hover:text-ink hover:underline"
        >
          <ForeignText>{endUser}</ForeignText>
        </Link>
      ),
  },
});
