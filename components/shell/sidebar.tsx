"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Tooltip } from "../ui/tooltip";
import { GateMark } from "./gate-mark";
import { type NavigationItem, roomOf } from "./navigation";
import { RoomCount } from "./room-count";
import { useRooms } from "./use-rooms";

interface SidebarProps {
  organization: string;
  collapsed: boolean;
  onToggle: () => void;
}

/** The rooms, 232 px wide or icons only; hidden on a phone. */
export function Sidebar({ organization, collapsed, onToggle }: SidebarProps) {
  const groups = useRooms();
  const room = roomOf(usePathname());
  const Icon = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside
      className={cn(
        "sticky top-0 flex h-dvh shrink-0 flex-col border-r bg-canvas transition-[width] duration-150 max-md:hidden",
        collapsed ? "w-14" : "w-58",
      )}
    >
      <Link
        href="/"
        className="flex h-(--bar-height) items-center gap-2.5 px-4 focus-visible:outline-offset-[-2px]"
        aria-label={`Gatehouse of ${organization}: overview`}
      >
        <GateMark />
        {collapsed ? null : <span className="truncate font-semibold text-base text-ink">{organization}</span>}
      </Link>
      <nav aria-label="Rooms" className="flex flex-1 flex-col gap-4 overflow-y-auto overflow-x-hidden px-2 py-2">
        {groups.map((group) => (
          <div key={group.label ?? "first"} className="flex flex-col gap-0.5">
            {group.label && !collapsed ? (
              <h2 className="px-2 pb-1 font-medium text-2xs text-faint uppercase tracking-wide">{group.label}</h2>
            ) : null}
            {group.items.map((item) => (
              <RoomLink key={item.href} item={item} current={room?.href === item.href} collapsed={collapsed} />
            ))}
          </div>
        ))}
      </nav>
      <div className="border-t p-2">
        <Button
          variant="ghost"
          className={cn("w-full", collapsed ? "px-0" : "justify-start px-2")}
          aria-expanded={!collapsed}
          aria-label={collapsed ? "Expand sidebar" : "Collapse sidebar"}
          onClick={onToggle}
        >
          <Icon />
          {collapsed ? null : "Collapse"}
        </Button>
      </div>
    </aside>
  );
}

function RoomLink({ item, current, collapsed }: { item: NavigationItem; current: boolean; collapsed: boolean }) {
  const Icon = item.icon;
  const link = (
    <Link
      href={item.href}
      aria-current={current ? "page" : undefined}
      aria-label={collapsed ? item.label : undefined}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-sm px-2 font-medium text-sm transition-colors duration-150",
        collapsed && "justify-center",
        current ? "bg-hover text-ink" : "text-muted hover:bg-subtle hover:text-ink",
      )}
    >
      <Icon className={cn("size-4 shrink-0", current ? "text-accent-ink" : "text-faint")} aria-hidden />
      {collapsed ? null : <span className="truncate">{item.label}</span>}
      {item.counts && !collapsed ? <RoomCount /> : null}
    </Link>
  );
  return collapsed ? (
    <Tooltip content={item.label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
