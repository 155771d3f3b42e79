"use client";

import { Bot, FileImage, type LucideIcon, Settings2, User, Wrench } from "lucide-react";
import { useState } from "react";
import type { RequestText } from "@/lib/admin-api/client/requests";
import { Button } from "../ui/button";
import { ForeignText } from "../ui/foreign-text";
import { SafeMarkdown } from "../ui/safe-markdown";

type Turn = RequestText["turns"][number];
type Part = Turn["parts"][number];

/** Longer texts are shown as they are: laying out Markdown of this size would hold the page up. */
const MARKDOWN_MAX_CHARS = 20_000;
const SHOWN_CHARS = 8_000;

const ROLES: Readonly<Record<string, { label: string; icon: LucideIcon }>> = {
  system: { label: "System", icon: Settings2 },
  developer: { label: "System", icon: Settings2 },
  user: { label: "User", icon: User },
  assistant: { label: "Assistant", icon: Bot },
  model: { label: "Assistant", icon: Bot },
  tool: { label: "Tool", icon: Wrench },
};

/** Who said what, oldest first. */
export function Conversation({ turns }: { turns: readonly Turn[] }) {
  let at = 0;
  return (
    <ol className="flex flex-col gap-4 px-4 pb-4">
      {turns.map((turn) => (
        <TurnItem key={at++} turn={turn} />
      ))}
    </ol>
  );
}

function TurnItem({ turn }: { turn: Turn }) {
  const { label, icon: Icon } = ROLES[turn.role] ?? { label: turn.role, icon: User };
  let at = 0;
  return (
    <li className="flex min-w-0 gap-3">
      <span className="flex size-6 shrink-0 items-center justify-center rounded-lg border bg-subtle text-muted">
        <Icon className="size-3.5" aria-hidden />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="font-medium text-ink text-sm leading-6">
          <ForeignText>{label}</ForeignText>
        </p>
        {turn.parts.map((part) => (
          <PartView key={at++} part={part} />
        ))}
      </div>
    </li>
  );
}

function PartView({ part }: { part: Part }) {
  switch (part.kind) {
    case "text":
      return part.text.length <= MARKDOWN_MAX_CHARS ? <SafeMarkdown text={part.text} /> : <Verbatim text={part.text} />;
    case "media":
      return (
        <p className="flex items-start gap-2 text-muted text-sm">
          <FileImage className="mt-0.5 size-4 shrink-0" aria-hidden />
          <ForeignText>{part.text}</ForeignText>
        </p>
      );
    case "reasoning":
      return <Aside title="Reasoning" text={part.text} />;
    case "tool_call":
      return <Aside title={`Calls ${part.name ?? "a tool"}`} text={part.text} />;
    case "tool_result":
      return <Aside title={part.name ? `Result of ${part.name}` : "Result"} text={part.text} />;
  }
}

function Aside({ title, text }: { title: string; text: string }) {
  return (
    <details open={text.length < 2_000} className="rounded-sm border bg-subtle">
      <summary className="cursor-pointer px-3 py-1.5 font-medium text-muted text-xs">
        <ForeignText>{title}</ForeignText>
      </summary>
      <Verbatim text={text} className="border-t" />
    </details>
  );
}

/** Text as it is, in a fixed width; a long one opens by pieces. */
export function Verbatim({ text, className = "" }: { text: string; className?: string }) {
  const [shown, setShown] = useState(SHOWN_CHARS);
  const left = text.length - shown;
  return (
    <div className={className}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="max-h-96 overflow-auto whitespace-pre-wrap p-3 font-mono text-ink text-xs">
        <ForeignText>{text.slice(0, shown)}</ForeignText>
      </pre>
      {left > 0 ? (
        <Button variant="ghost" size="sm" className="m-2" onClick={() => setShown(shown * 8)}>
          Show more ({left.toLocaleString("en")} characters left)
        </Button>
      ) : null}
    </div>
  );
}
