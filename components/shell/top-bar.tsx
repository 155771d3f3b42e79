"use client";

import { Keyboard, Search } from "lucide-react";
import Link from "next/link";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { Bell } from "./bell";
import { Crumbs } from "./crumbs";
import { GateMark } from "./gate-mark";
import { ProfileMenu } from "./profile-menu";
import { ThemeToggle } from "./theme-toggle";
import { useModifierKey } from "./use-modifier-key";

interface TopBarProps {
  onSearch: () => void;
  onHelp: () => void;
}

/** Where one is, the search, and one's own corner; stays in view. */
export function TopBar({ onSearch, onHelp }: TopBarProps) {
  const modifier = useModifierKey();
  return (
    <header className="sticky top-0 z-30 flex h-(--bar-height) items-center gap-2 border-b bg-canvas px-4 md:px-6">
      <Link href="/" aria-label="Overview" className="md:hidden">
        <GateMark />
      </Link>
      <Crumbs />
      <div className="ml-auto flex items-center gap-1">
        <button
          type="button"
          onClick={onSearch}
          aria-keyshortcuts="Meta+K Control+K"
          className="mr-1 flex h-8 items-center gap-2 rounded-sm border border-line-strong bg-surface px-2.5 text-faint text-sm transition-colors duration-150 hover:border-faint hover:text-muted max-md:border-transparent max-md:bg-transparent max-md:px-2 md:w-56"
        >
          <Search className="size-4" aria-hidden />
          <span className="max-md:sr-only">Search</span>
          <span className="ml-auto max-md:hidden">
            <Kbd>{modifier === "⌘" ? "⌘K" : `${modifier} K`}</Kbd>
          </span>
        </button>
        <Button variant="ghost" size="icon" aria-label="Keyboard shortcuts" onClick={onHelp} className="max-md:hidden">
          <Keyboard />
        </Button>
        <Bell />
        <ThemeToggle />
        <ProfileMenu />
      </div>
    </header>
  );
}
