"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import type { PlaygroundContent } from "@/lib/admin-api/client/playground";
import { FormDialog } from "../forms/form-dialog";
import { Button } from "../ui/button";
import { CodeBlock } from "../ui/code-block";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import type { Run } from "./columns";
import { freshRecordQuery, useShareConversation } from "./playground-queries";
import { parametersOf, readTools } from "./settings";
import type { PlaygroundState } from "./use-playground";

/** Stores the conversation and shows its link. */
export function ShareDialog({ playground, onClose }: { playground: PlaygroundState; onClose: () => void }) {
  const share = useShareConversation();
  const client = useQueryClient();
  const [title, setTitle] = useState(titleOf(playground));
  const costOf = (run: Run) => client.getQueryData(freshRecordQuery(run.requestId).queryKey)?.costUsd ?? run.costUsd;
  if (share.data) return <ShareLink shareId={share.data.id} onClose={onClose} />;
  const refusal = share.error instanceof AdminApiError ? share.error.detail : null;
  return (
    <FormDialog
      title="Share conversation"
      description="Prompts, answers, tools and pictures are stored, for everybody who sees the project and for auditors."
      action="Share"
      onClose={onClose}
      pending={share.isPending}
      refusal={refusal}
      disabled={title.trim() === ""}
      onSubmit={(event) => {
        event.preventDefault();
        const projectId = playground.settings.projectId ?? "";
        share.mutate({ projectId, title, content: contentOf(playground, costOf) });
      }}
    >
      <Field label="Title" hint="What somebody will find it by.">
        <Input value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function ShareLink({ shareId, onClose }: { shareId: string; onClose: () => void }) {
  const url = `${window.location.origin}/playground?share=${shareId}`;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Conversation shared"
      description="Whoever opens the link signs in first, and sees it only if they see the project."
      footer={<Button onClick={onClose}>Done</Button>}
    >
      <CodeBlock label="Link" samples={[{ title: "Link", code: url }]} />
    </Dialog>
  );
}

function titleOf({ columns }: PlaygroundState): string {
  const first = columns.columns[0]?.messages[0];
  const text = first?.role === "user" && typeof first.content === "string" ? first.content : "Conversation";
  return text.replaceAll(/\s+/g, " ").slice(0, 80);
}

function contentOf({ columns, settings }: PlaygroundState, costOf: (run: Run) => string | null): PlaygroundContent {
  const tools = readTools(settings.tools);
  return {
    ...(settings.system.trim() === "" ? {} : { system: settings.system }),
    ...(typeof tools === "string" || tools.length === 0 ? {} : { tools }),
    parameters: parametersOf(settings),
    columns: columns.columns.map(({ model, messages, runs }) => ({
      model,
      messages,
      runs: runs.map((run) => ({ ...run, costUsd: costOf(run) })),
    })),
  };
}
