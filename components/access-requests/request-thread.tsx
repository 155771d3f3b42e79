"use client";

import { useState } from "react";
import type { AccessRequestDetail } from "@/lib/admin-api/client/access-requests";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { Field } from "../ui/field";
import { Textarea } from "../ui/textarea";
import { TimeCell } from "../ui/time-cell";
import { useCommentOnRequest } from "./access-requests-queries";

/** What both sides said to each other. */
export function RequestThread({ request }: { request: AccessRequestDetail }) {
  const { thread } = request;
  const mayComment = request.allowedActions.includes("comment");
  if (thread.length === 0 && !mayComment) return null;
  return (
    <Card>
      <CardHeader
        title="Comments"
        description={thread.length === 0 ? "Ask back before you decide; the other side is told." : undefined}
      />
      <ul aria-label="Comments" className="divide-y border-t empty:hidden">
        {thread.map(({ id, person, text, at }) => (
          <li key={id} className="flex flex-col gap-1 px-4 py-3 text-sm">
            <span className="flex items-baseline gap-2">
              <span className="font-medium text-ink">{person.name}</span>
              <TimeCell value={at} className="text-faint text-xs" />
            </span>
            <p className="whitespace-pre-wrap text-muted [overflow-wrap:anywhere]">{text}</p>
          </li>
        ))}
      </ul>
      {mayComment ? <Write requestId={request.id} /> : null}
    </Card>
  );
}

function Write({ requestId }: { requestId: string }) {
  const comment = useCommentOnRequest(requestId);
  const [text, setText] = useState("");
  return (
    <form
      className="flex flex-col items-end gap-2 border-t px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") comment.mutate(text.trim(), { onSuccess: () => setText("") });
      }}
    >
      <Field label="Comment" className="w-full" error={comment.error?.message}>
        <Textarea rows={2} value={text} onChange={(event) => setText(event.target.value)} maxLength={2000} />
      </Field>
      <Button type="submit" size="sm" pending={comment.isPending} disabled={text.trim() === ""}>
        Add comment
      </Button>
    </form>
  );
}
