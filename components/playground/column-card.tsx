"use client";

import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Combobox } from "../ui/combobox";
import { Notice } from "../ui/notice";
import { type Column, openToolCalls } from "./columns";
import { RunStats } from "./run-stats";
import { ToolResults } from "./tool-results";
import { LiveTurn, TurnView } from "./turn-view";
import type { PlaygroundState } from "./use-playground";

interface ColumnCardProps {
  column: Column;
  models: readonly string[];
  playground: PlaygroundState;
}

/** One model's side: which one, what was said, what it took. */
export function ColumnCard({ column, models, playground }: ColumnCardProps) {
  const { columns, answerTools } = playground;
  const choices = [...new Set([column.model, ...models])].map((name) => ({ value: name, label: name }));
  const isOnly = columns.columns.length === 1;
  return (
    <Card role="group" aria-label={`Column of ${column.model}`} className="flex min-h-72 min-w-0 flex-col">
      <header className="flex items-center gap-2 border-b p-2">
        <Combobox
          noun="model"
          aria-label="Model"
          value={column.model}
          onValueChange={(model) => columns.setModel(column.id, model)}
          choices={choices}
          disabled={column.live !== null}
          className="min-w-0 flex-1 border-transparent font-mono text-xs"
        />
        {isOnly ? null : (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Remove ${column.model}`}
            onClick={() => columns.remove(column.id)}
          >
            <X />
          </Button>
        )}
      </header>
      <Conversation column={column} />
      <ToolResults
        key={column.messages.length}
        calls={openToolCalls(column)}
        disabled={playground.obstacle !== null}
        onSend={(results) => answerTools(column, results)}
      />
    </Card>
  );
}

function Conversation({ column }: { column: Column }) {
  const { messages, runs, live, error } = column;
  const end = useRef<HTMLDivElement>(null);
  const length = messages.length + (live?.text.length ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever more is said, its end is in view.
  useEffect(() => {
    const box = end.current?.parentElement;
    if (box) box.scrollTop = box.scrollHeight;
  }, [length]);
  let answers = 0;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
      tabIndex={0}
      aria-label={`Conversation with ${column.model}`}
      className="max-h-[60dvh] min-h-40 flex-1 overflow-y-auto xl:max-h-none"
    >
      {messages.length === 0 && live === null && error === null ? (
        <p className="px-4 py-8 text-center text-faint text-sm">Nothing was said yet. Write below.</p>
      ) : null}
      {messages.map((message, index) => {
        const run = message.role === "assistant" ? runs[answers++] : undefined;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a conversation only grows.
          <div key={index}>
            <TurnView message={message} />
            {run ? <RunStats run={run} /> : null}
          </div>
        );
      })}
      {live ? <LiveTurn answer={live} /> : null}
      {error ? (
        <div className="p-3">
          <Notice kind="bad" title="No answer">
            {error.message}
          </Notice>
          {error.requestId ? <RunStats run={{ ...NOTHING, requestId: error.requestId }} /> : null}
        </div>
      ) : null}
      <div ref={end} />
    </section>
  );
}

const NOTHING = { firstTokenMs: null, totalMs: null, tokens: null, costUsd: null };
