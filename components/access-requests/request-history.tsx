import Link from "next/link";
import type { AccessRequest, AccessRequestDetail } from "@/lib/admin-api/client/access-requests";
import { Card, CardHeader } from "../ui/card";
import { TimeCell } from "../ui/time-cell";
import { RequestState } from "./access-requests-columns";
import { requestTitle } from "./request-words";

/** What the same person asked for before, and what was asked about the same thing. */
export function RequestHistory({ request }: { request: AccessRequestDetail }) {
  const { asker, subject } = request.history;
  const others = subject.filter(({ id }) => !asker.some((one) => one.id === id));
  return (
    <Card>
      <CardHeader title="History" />
      <Earlier title={`Earlier requests of ${request.askedBy.name}`} requests={asker} none="None before this one." />
      {others.length === 0 ? null : <Earlier title={`About ${request.subject.name}`} requests={others} none="" />}
    </Card>
  );
}

function Earlier({ title, requests, none }: { title: string; requests: readonly AccessRequest[]; none: string }) {
  return (
    <div className="border-t px-4 py-3">
      <h3 className="text-faint text-xs">{title}</h3>
      {requests.length === 0 ? <p className="mt-1 text-muted text-sm">{none}</p> : null}
      <ul className="mt-1 flex flex-col gap-2">
        {requests.map((request) => (
          <li key={request.id} className="flex items-center gap-2 text-sm">
            <span className="min-w-0 flex-1">
              <Link href={`/access-requests/${request.id}`} className="block truncate text-ink hover:underline">
                {requestTitle(request)}
              </Link>
              <TimeCell value={request.createdAt} className="text-faint text-xs" />
            </span>
            <RequestState request={request} />
          </li>
        ))}
      </ul>
    </div>
  );
}
