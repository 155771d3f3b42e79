"use client";

import { useQuery } from "@tanstack/react-query";
import { MessagesSquare, Trash2 } from "lucide-react";
import { toast } from "sonner";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Sheet } from "../ui/sheet";
import { TimeCell } from "../ui/time-cell";
import { sharesQuery, useRemoveShare } from "./playground-queries";

/** Conversations shared in one's teams. */
export function ConversationsSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="Shared conversations"
      description="Of the projects you see, newest first."
    >
      {open ? <Shares /> : null}
    </Sheet>
  );
}

function Shares() {
  const { data: shares, error, refetch } = useQuery(sharesQuery());
  const remove = useRemoveShare();
  if (error) return <LoadError title="The list could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (shares?.length === 0) {
    return (
      <EmptyState icon={MessagesSquare} title="Nothing was shared yet">
        Say something to a model, then share it: your team sees prompts and answers as they were.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y">
      {shares?.map((share) => (
        <li key={share.id} className="flex items-center gap-3 py-2.5">
          <div className="min-w-0 flex-1">
            <a href={`/playground?share=${share.id}`} className="block truncate font-medium text-sm hover:underline">
              {share.title}
            </a>
            <p className="truncate text-faint text-xs">
              {share.createdBy.name} · {share.team.name} / {share.project.name} · <TimeCell value={share.createdAt} />
            </p>
          </div>
          {share.allowedActions.includes("remove") ? (
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Remove ${share.title}`}
              onClick={() => remove.mutate(share.id, { onSuccess: () => toast.success("The link leads nowhere now") })}
            >
              <Trash2 />
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
