"use client";

import { Pencil, X } from "lucide-react";
import { useState } from "react";
import type { Alias } from "@/lib/admin-api/client/aliases";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { scopeWord } from "./alias-words";
import { useRemoveAlias } from "./aliases-queries";
import { ChangeAliasDialog } from "./change-alias-dialog";

export interface AliasRowProps {
  alias: Alias;
  /** On a model's own page every alias stands for it. */
  showsModel: boolean;
  /** A project's own alias of the same name goes before it. */
  hidden: boolean;
}

/** One alias: what it stands for, whose callers may use it, and what the viewer may do with it. */
export function AliasRow({ alias, showsModel, hidden }: AliasRowProps) {
  const [doing, setDoing] = useState<"change" | "remove" | null>(null);
  const remove = useRemoveAlias();
  const close = () => setDoing(null);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2 last:border-b-0">
      <code className="font-mono text-ink text-sm">{alias.name}</code>
      {showsModel ? (
        <span className="min-w-0 text-muted text-sm">
          stands for <code className="break-all font-mono text-ink text-xs">{alias.model}</code>
        </span>
      ) : null}
      <Badge>{scopeWord(alias)}</Badge>
      {hidden ? <Badge tone="warn">hidden by the project's own</Badge> : null}
      <span className="ml-auto flex gap-1">
        {alias.allowedActions.includes("update") ? (
          <Button variant="ghost" size="icon" aria-label={`Change ${alias.name}`} onClick={() => setDoing("change")}>
            <Pencil />
          </Button>
        ) : null}
        {alias.allowedActions.includes("remove") ? (
          <Button variant="ghost" size="icon" aria-label={`Remove ${alias.name}`} onClick={() => setDoing("remove")}>
            <X />
          </Button>
        ) : null}
      </span>
      {doing === "change" ? <ChangeAliasDialog alias={alias} onClose={close} /> : null}
      <ConfirmDialog
        open={doing === "remove"}
        onOpenChange={close}
        title={`Remove alias ${alias.name}?`}
        consequence={`Calls of ${scopeWord(alias)} by this name are refused from then on, unless another alias has it.`}
        action="Remove alias"
        pending={remove.isPending}
        onConfirm={() => remove.mutate(alias.id, { onSuccess: close })}
      />
    </li>
  );
}
