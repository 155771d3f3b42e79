"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { MyNotice, MyNoticePage } from "@/lib/admin-api/client/notices";
import { myNoticesQuery, useReadMyNotices } from "../notices/notices-queries";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { TimeCell } from "../ui/time-cell";

const MOST_SHOWN = 99;

/** What I was told, and how much of it I have not seen. */
export function Bell() {
  const [open, setOpen] = useState(false);
  const { data: page } = useQuery(myNoticesQuery());
  const unread = page?.unread ?? 0;
  const shown = unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          className="relative"
          aria-label={unread === 0 ? "Notices" : `Notices, ${shown} unread`}
        >
          <BellIcon />
          {unread === 0 ? null : (
            <span
              aria-hidden
              className="absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center rounded-lg bg-accent px-1 font-medium text-[10px] text-on-accent tabular-nums"
            >
              {shown}
            </span>
          )}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Notices" className="w-96 max-w-[calc(100vw-1rem)]">
        <Notices page={page} onGo={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

function Notices({ page, onGo }: { page: MyNoticePage | undefined; onGo: () => void }) {
  const read = useReadMyNotices();
  const items = page?.items ?? [];
  return (
    <>
      <div className="flex h-10 items-center justify-between border-b pr-1 pl-3">
        <span className="font-medium text-sm">Notices</span>
        {page !== undefined && page.unread > 0 ? (
          <Button variant="ghost" size="sm" onClick={() => read.mutate(null)} pending={read.isPending}>
            Mark all as read
          </Button>
        ) : null}
      </div>
      {items.length === 0 ? (
        <p className="px-3 py-8 text-center text-muted text-sm">Nothing yet. What needs you will stand here.</p>
      ) : (
        <ul className="max-h-96 divide-y overflow-y-auto">
          {items.map((notice) => (
            <NoticeRow
              key={notice.id}
              notice={notice}
              onGo={() => {
                if (notice.readAt === null) read.mutate([notice.id]);
                onGo();
              }}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function NoticeRow({ notice, onGo }: { notice: MyNotice; onGo: () => void }) {
  const isNew = notice.readAt === null;
  return (
    <li>
      <Link href={notice.linkPath} onClick={onGo} className="flex gap-2.5 px-3 py-2.5 hover:bg-hover">
        <span className={cn("mt-1.5 size-2 shrink-0 rounded-lg", isNew && "bg-accent")} aria-hidden />
        <span className="flex min-w-0 flex-col gap-0.5">
          <span className={cn("text-sm", isNew ? "font-medium text-ink" : "text-muted")}>
            {isNew ? <span className="sr-only">New: </span> : null}
            {notice.title}
          </span>
          <span className="line-clamp-2 text-muted text-xs">{notice.summary}</span>
          <TimeCell value={notice.createdAt} className="text-faint text-xs" />
        </span>
      </Link>
    </li>
  );
}
