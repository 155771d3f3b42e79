"use client";

import { Menu } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { cn } from "../ui/cn";
import { Sheet } from "../ui/sheet";
import { type NavigationItem, roomOf } from "./navigation";
import { useRooms } from "./use-rooms";

const IN_BAR = 4;
const slot =
  "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-2xs focus-visible:outline-offset-[-2px]";

/** The rooms on a phone: the first four within thumb's reach, all of them in the drawer. */
export function PhoneBar() {
  const [open, setOpen] = useState(false);
  const groups = useRooms();
  const room = roomOf(usePathname());
  const items = groups.flatMap((group) => group.items);
  return (
    <nav
      aria-label="Rooms"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {items.slice(0, IN_BAR).map((item) => (
        <BarLink key={item.href} item={item} current={item.href === room?.href} />
      ))}
      <button type="button" className={cn(slot, "text-muted")} aria-expanded={open} onClick={() => setOpen(true)}>
        <Menu className="size-5" aria-hidden />
        More
      </button>
      <Sheet open={open} onOpenChange={setOpen} title="Rooms" side="right">
        <ul className="-mx-2 flex flex-col gap-1">
          {items.map((item) => (
            <li key={item.href}>
              <Link
                href={item.href}
                onClick={() => setOpen(false)}
                aria-current={item.href === room?.href ? "page" : undefined}
                className="flex h-11 items-center gap-3 rounded-sm px-2 font-medium text-lg hover:bg-hover aria-[current]:bg-hover"
              >
                <item.icon className="size-5 text-faint" aria-hidden />
                {item.label}
              </Link>
            </li>
          ))}
        </ul>
      </Sheet>
    </nav>
  );
}

function BarLink({ item, current }: { item: NavigationItem; current: boolean }) {
  return (
    <Link
      href={item.href}
      aria-current={current ? "page" : undefined}
      className={cn(slot, current ? "font-medium text-accent-ink" : "text-muted")}
    >
      <item.icon className="size-5" aria-hidden />
      {item.short ?? item.label}
    </Link>
  );
}
