"use client";

import { Braces, Brain, User, Wrench } from "lucide-react";
import type { ReactNode } from "react";
import type { PlaygroundMessage } from "@/lib/admin-api/client/playground";
import { CopyButton } from "../ui/copy-button";
import { ForeignText } from "../ui/foreign-text";
import { SafeMarkdown } from "../ui/safe-markdown";
import type { LiveAnswer } from "./columns";

/** One turn of a conversation. What a model wrote is text and nothing else. */
export function TurnView({ message }: { message: PlaygroundMessage }) {
  switch (message.role) {
    case "user":
      return (
        <Turn who="You" icon={<User />} className="bg-subtle">
          <Content content={message.content} />
        </Turn>
      );
    case "tool":
      return (
        <Turn who="Tool result" icon={<Wrench />} className="bg-subtle">
          <Written text={message.content} />
        </Turn>
      );
    case "assistant":
      return (
        <Turn who="Model" icon={<Braces />} copy={message.content ?? ""}>
          {message.content ? <SafeMarkdown text={message.content} /> : null}
          {message.tool_calls?.map((call) => (
            <ToolCall key={call.id} name={call.function.name} written={call.function.arguments} />
          ))}
        </Turn>
      );
  }
}

/** An answer while it comes in. */
export function LiveTurn({ answer }: { answer: LiveAnswer }) {
  const isWaiting = answer.text === "" && answer.toolCalls.length === 0;
  return (
    <Turn who="Model" icon={<Braces />}>
      {answer.reasoning === "" ? null : (
        <p className="mb-2 flex gap-2 whitespace-pre-wrap border-l-2 pl-3 text-faint text-xs">
          <Brain className="mt-0.5 size-3.5 shrink-0" aria-label="Reasoning" />
          {answer.reasoning}
        </p>
      )}
      {isWaiting ? <p className="text-faint text-sm motion-safe:animate-pulse">Waiting for the first token</p> : null}
      <Text text={answer.text} />
      {answer.toolCalls.map((call) => (
        <ToolCall key={call.index} name={call.name ?? ""} written={call.arguments} />
      ))}
    </Turn>
  );
}

interface TurnProps {
  who: string;
  icon: ReactNode;
  className?: string;
  copy?: string;
  children: ReactNode;
}

function Turn({ who, icon, className = "", copy = "", children }: TurnProps) {
  return (
    <div className={`group px-4 py-3 ${className}`}>
      <div className="mb-1 flex h-6 items-center gap-1.5 text-faint text-xs [&>svg]:size-3.5">
        {icon}
        <span className="flex-1">{who}</span>
        {copy === "" ? null : <CopyButton text={copy} what="answer" />}
      </div>
      {children}
    </div>
  );
}

function Content({ content }: { content: Extract<PlaygroundMessage, { role: "user" }>["content"] }) {
  if (typeof content === "string") return <Text text={content} />;
  return content.map((part, index) =>
    part.type === "text" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a turn that was sent do not move.
      <Text key={index} text={part.text} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a turn that was sent do not move.
      // biome-ignore lint/performance/noImgElement: it is the person's own picture, inside the page already.
      <img key={index} src={part.image_url.url} alt="Sent by you" className="my-1 max-h-40 rounded-sm border" />
    ),
  );
}

function Text({ text }: { text: string }) {
  return (
    <p className="whitespace-pre-wrap text-sm leading-relaxed">
      <ForeignText>{text}</ForeignText>
    </p>
  );
}

/** A call that the model asks for. Nothing runs it. */
function ToolCall({ name, written }: { name: string; written: string }) {
  return (
    <div className="mt-2 rounded-sm border">
      <p className="flex items-center gap-1.5 border-b bg-subtle px-2.5 py-1 font-mono text-xs">
        <Wrench className="size-3.5 text-faint" aria-hidden />
        <ForeignText>{name}</ForeignText>
      </p>
      <div className="px-2.5 py-1.5">
        <Written text={pretty(written)} />
      </div>
    </div>
  );
}

function Written({ text }: { text: string }) {
  return (
    <pre className="whitespace-pre-wrap font-mono text-xs">
      <ForeignText>{text}</ForeignText>
    </pre>
  );
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
