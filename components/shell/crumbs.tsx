"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { roomOf } from "./navigation";

const CrumbContext = createContext<{ name: string | null; setName: (name: string | null) => void }>({
  name: null,
  setName: () => undefined,
});

/** Holds the last crumb, which only the page knows. */
export function CrumbProvider({ children }: { children: ReactNode }) {
  const [name, setName] = useState<string | null>(null);
  const value = useMemo(() => ({ name, setName }), [name]);
  return <CrumbContext value={value}>{children}</CrumbContext>;
}

/** A detail page gives its thing's name to the bar, e.g. the key's; undefined while it loads. */
export function useCrumb(name: string | undefined): void {
  const { setName } = useContext(CrumbContext);
  useEffect(() => {
    setName(name ?? null);
    document.title = name ? `${name} · Gatehouse` : document.title;
    return () => setName(null);
  }, [name, setName]);
}

/** Where one is: room, then thing. */
export function Crumbs() {
  const pathname = usePathname();
  const room = roomOf(pathname);
  const { name } = useContext(CrumbContext);
  if (!room) return null;
  const inside = pathname !== room.href;
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex items-center gap-1.5 text-sm">
        <li className="shrink-0">
          {inside ? (
            <Link href={room.href} className="rounded-xs text-muted hover:text-ink">
              {room.label}
            </Link>
          ) : (
            <span aria-current="page" className="font-medium text-ink">
              {room.label}
            </span>
          )}
        </li>
        {inside ? (
          <li className="flex min-w-0 items-center gap-1.5">
            <ChevronRight className="size-3.5 shrink-0 text-faint" aria-hidden />
            <span aria-current="page" className="truncate font-medium text-ink">
              {name ?? (pathname.endsWith("/new") ? "New" : "…")}
            </span>
          </li>
        ) : null}
      </ol>
    </nav>
  );
}
