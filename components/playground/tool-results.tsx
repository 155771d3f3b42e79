"use client";

import { useState } from "react";
import type { PlaygroundMessage } from "@/lib/admin-api/client/playground";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Textarea } from "../ui/textarea";
import type { openToolCalls } from "./columns";

interface ToolResultsProps {
  calls: ReturnType<typeof openToolCalls>;
  disabled: boolean;
  onSend: (results: PlaygroundMessage[]) => void;
}

/** Where a person plays the tool: what each call gave, typed and sent back. */
export function ToolResults({ calls, disabled, onSend }: ToolResultsProps) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  if (calls.length === 0) return null;
  const send = () => onSend(calls.map(({ id }) => ({ role: "tool", tool_call_id: id, content: typed[id] ?? "" })));
  return (
    <div className="flex flex-col gap-3 border-t p-3">
      {calls.map(({ id, function: { name } }) => (
        <Field key={id} label={`Result of ${name}`} hint="Nothing runs tools here: you are the tool.">
          <Textarea
            rows={2}
            value={typed[id] ?? ""}
            onChange={(event) => setTyped({ ...typed, [id]: event.target.value })}
            className="font-mono text-xs"
          />
        </Field>
      ))}
      <Button onClick={send} disabled={disabled} className="self-end">
        Send {calls.length === 1 ? "result" : "results"}
      </Button>
    </div>
  );
}
