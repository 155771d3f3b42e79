"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { isTyping } from "./is-typing";
import { ALL_ROOMS, type NavigationItem } from "./navigation";

const SEQUENCE_MS = 1200;

interface ShortcutTargets {
  openPalette: () => void;
  openHelp: () => void;
}

const hasModifier = (event: KeyboardEvent) => event.metaKey || event.ctrlKey || event.altKey;
const callsPalette = (event: KeyboardEvent) => (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k";

/** Remembers a `g` for a moment and answers the room that the next letter means. */
function createLeader(): (event: KeyboardEvent) => NavigationItem | undefined {
  let leadAt = Number.NEGATIVE_INFINITY;
  return (event) => {
    const followsLead = event.timeStamp - leadAt < SEQUENCE_MS;
    leadAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    return followsLead ? ALL_ROOMS.find((room) => room.shortcut === event.key) : undefined;
  };
}

/** `g` and a letter goes to a room, `/` searches the page or else everything, `?` helps, ⌘K or Ctrl K opens the palette. */
export function useShortcuts(targets: ShortcutTargets): void {
  const router = useRouter();
  const latest = useRef(targets);
  latest.current = targets;
  useEffect(() => {
    const roomAfterLead = createLeader();
    const keys: Record<string, (event: KeyboardEvent) => void> = {
      "?": () => latest.current.openHelp(),
      "/": (event) => focusSearch(event, latest.current.openPalette),
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (callsPalette(event)) {
        event.preventDefault();
        latest.current.openPalette();
        return;
      }
      if (isTyping(event) || hasModifier(event)) return;
      const room = roomAfterLead(event);
      if (room) router.push(room.href);
      else keys[event.key]?.(event);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [router]);
}

function focusSearch(event: KeyboardEvent, openPalette: () => void): void {
  event.preventDefault();
  const search = document.querySelector<HTMLInputElement>("[data-page-search]");
  if (search) search.focus();
  else openPalette();
}
