"use client";

import { useMutation } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { type RequestDetail, type RequestText, revealRequestText } from "@/lib/admin-api/client/requests";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { CopyButton } from "../ui/copy-button";
import { ErrorNotice } from "../ui/error-notice";
import { Notice } from "../ui/notice";
import { SegmentedControl } from "../ui/segmented-control";
import { TimeCell } from "../ui/time-cell";
import { Conversation, Verbatim } from "./conversation";

const VIEWS = [
  { value: "conversation", label: "Conversation" },
  { value: "raw", label: "Raw" },
] as const;

/** What was asked and answered, for those who may, once they say that they want to see it. */
export function TextCard({ request }: { request: RequestDetail }) {
  const reveal = useMutation({ mutationFn: () => revealRequestText(request.id), meta: { ownErrors: true } });
  if (reveal.data) return <Revealed text={reveal.data} />;
  return (
    <Card>
      <CardHeader
        title="Prompt and answer"
        description={whyHidden(request)}
        actions={
          request.text.stored && request.text.mayReveal ? (
            <Button pending={reveal.isPending} onClick={() => reveal.mutate()}>
              <Eye aria-hidden />
              Reveal text
            </Button>
          ) : !request.text.stored && request.project ? (
            <Button asChild variant="ghost" size="sm">
              <Link href="/settings/privacy">Privacy tiers</Link>
            </Button>
          ) : null
        }
      />
      {reveal.error ? (
        <div className="px-4 pb-4">
          <ErrorNotice title="The text could not be shown" error={reveal.error} onRetry={() => reveal.mutate()} />
        </div>
      ) : null}
    </Card>
  );
}

function whyHidden({ text, project }: RequestDetail): string {
  if (text.stored)
    return text.mayReveal
      ? "Kept by the project's privacy tier. That you look is written to the audit log."
      : "Kept. Team leads, auditors and admins may reveal it.";
  if (project === null) return "Nobody's project, so nothing is kept.";
  return text.tier === "none"
    ? "Not kept: the project's privacy tier stores no text."
    : "Nothing is kept of this call: it was refused before its body was read, is past the project's days, or was erased.";
}

function Revealed({ text }: { text: RequestText }) {
  const [view, setView] = useState<"conversation" | "raw">("conversation");
  const isConversation = view === "conversation" && text.turns.length > 0;
  return (
    <Card>
      <CardHeader
        title="Prompt and answer"
        description={
          <>
            Kept until <TimeCell value={text.keptUntil} absolute />
          </>
        }
        actions={<SegmentedControl label="View" value={view} onValueChange={setView} options={VIEWS} />}
      />
      {text.isCut ? (
        <Notice kind="info" className="mx-4 mb-4">
          More was said than is kept: {text.promptBytes.toLocaleString("en")} bytes in,{" "}
          {text.answerBytes.toLocaleString("en")} bytes out.
        </Notice>
      ) : null}
      {isConversation ? (
        <Conversation turns={text.turns} />
      ) : (
        <div className="flex flex-col gap-4 px-4 pb-4">
          <Raw title="Prompt" text={pretty(text.prompt)} />
          {text.answer === null ? (
            <p className="text-faint text-sm">There was no answer.</p>
          ) : (
            <Raw title="Answer" text={pretty(text.answer)} />
          )}
        </div>
      )}
    </Card>
  );
}

function Raw({ title, text }: { title: string; text: string }) {
  return (
    <section className="rounded-sm border bg-subtle">
      <div className="flex items-center justify-between border-b px-3 py-1">
        <h3 className="font-medium text-muted text-xs">{title}</h3>
        <CopyButton text={text} what={title.toLowerCase()} />
      </div>
      <Verbatim text={text} />
    </section>
  );
}

/** JSON over several lines; what is none, or was cut, as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
