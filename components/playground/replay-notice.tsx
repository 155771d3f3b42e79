import Link from "next/link";
import { ErrorNotice } from "../ui/error-notice";
import { Notice } from "../ui/notice";
import type { PlaygroundState } from "./use-playground";

/** Says whose question is on the page, and what of it stayed behind. */
export function ReplayNotice({ replayed }: { replayed: NonNullable<PlaygroundState["replayed"]> }) {
  const { requestId, error, replay } = replayed;
  if (error) return <ErrorNotice title="The request could not be opened here" error={error} />;
  if (replay === null) return null;
  return (
    <Notice kind="info">
      Filled in from{" "}
      <Link href={`/requests/${requestId}`} className="rounded-xs font-medium underline">
        a request
      </Link>
      {replay.isPartial ? ", without its pictures, files and calls of tools" : ""}. What you send is a call of your own.
    </Notice>
  );
}
