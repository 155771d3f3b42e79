"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Trash2, Users } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import { type RequestView, removeRequestView, saveRequestView } from "@/lib/admin-api/client/request-views";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { Switch } from "../ui/switch";
import { requestViewsQuery } from "./requests-queries";

/** The page's filters under a name: one's own and those that others share. */
export function SavedViews() {
  const [open, setOpen] = useState(false);
  const { data: views } = useQuery(requestViewsQuery());
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button>
          <Bookmark aria-hidden />
          Views
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Saved views" className="w-80 max-w-[calc(100vw-2rem)]">
        {views && views.length > 0 ? (
          <ul className="max-h-72 overflow-y-auto border-b p-1">
            {views.map((view) => (
              <ViewRow key={view.id} view={view} onChoose={() => setOpen(false)} />
            ))}
          </ul>
        ) : (
          <p className="border-b p-3 text-faint text-sm">No view is saved yet. Set filters, then give them a name.</p>
        )}
        <SaveForm />
      </PopoverContent>
    </Popover>
  );
}

function ViewRow({ view, onChoose }: { view: RequestView; onChoose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeRequestView(view.id),
    onSuccess: () => void client.invalidateQueries(requestViewsQuery()),
  });
  return (
    <li className="flex items-center gap-1 rounded-sm hover:bg-hover">
      <Link
        href={`/requests?${view.query}`}
        onClick={onChoose}
        className="flex min-w-0 flex-1 items-center gap-2 rounded-sm px-2 py-1.5 text-sm"
      >
        <span className="truncate text-ink">{view.name}</span>
        {view.shared ? (
          <span className="inline-flex shrink-0 items-center gap-1 text-faint text-xs">
            <Users className="size-3.5" aria-hidden />
            {view.mine ? "shared" : view.owner.name}
          </span>
        ) : null}
      </Link>
      {view.mine ? (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Remove view ${view.name}`}
          pending={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <Trash2 aria-hidden />
        </Button>
      ) : null}
    </li>
  );
}

function SaveForm() {
  const client = useQueryClient();
  const query = useSearchParams().toString();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => saveRequestView({ name: name.trim(), query, shared }),
    meta: { ownErrors: true },
    onSuccess: () => {
      toast.success(`View "${name.trim()}" saved`);
      setName("");
      void client.invalidateQueries(requestViewsQuery());
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 p-3">
      <Field label="Save this view as" error={save.error instanceof AdminApiError ? save.error.detail : undefined}>
        <Input
          value={name}
          maxLength={60}
          placeholder="Failures of the week"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <div className="flex items-center justify-between">
        <Switch checked={shared} onCheckedChange={setShared} label="Share with everybody" />
        <Button type="submit" variant="primary" size="sm" disabled={name.trim() === ""} pending={save.isPending}>
          Save view
        </Button>
      </div>
    </form>
  );
}
