"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "../ui/cn";

const PAGES = [
  { href: "/usage", label: "Explore" },
  { href: "/usage/statements", label: "Statements" },
  { href: "/usage/what-if", label: "What if" },
];

/** The three pages of Usage & cost; each keeps its own address. */
export function UsageTabs() {
  const path = usePathname();
  return (
    <nav aria-label="Usage & cost" className="flex gap-4 overflow-x-auto border-b">
      {PAGES.map(({ href, label }) => {
        const current = path === href || (href !== "/usage" && path.startsWith(`${href}/`));
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? "page" : undefined}
            className={cn(
              "-mb-px flex h-9 shrink-0 items-center border-b-2 font-medium text-sm transition-colors duration-150 hover:text-ink",
              current ? "border-accent text-ink" : "border-transparent text-muted",
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
