"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "./cn";

interface LinkTabsProps {
  /** What the pages are of, for the accessible name. */
  label: string;
  pages: readonly { href: string; label: string }[];
}

/** Pages that belong together, each with its own address. */
export function LinkTabs({ label, pages }: LinkTabsProps) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="flex gap-4 overflow-x-auto border-b">
      {pages.map((page) => (
        <Link
          key={page.href}
          href={page.href}
          aria-current={path === page.href ? "page" : undefined}
          className={cn(
            "-mb-px flex h-9 shrink-0 items-center border-b-2 font-medium text-sm transition-colors duration-150 hover:text-ink",
            path === page.href ? "border-accent text-ink" : "border-transparent text-muted",
          )}
        >
          {page.label}
        </Link>
      ))}
    </nav>
  );
}
