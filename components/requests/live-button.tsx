"use client";

import { ArrowUp, Pause, Play } from "lucide-react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { formatCount } from "../ui/format/format-number";
import type { LiveRequestsView } from "./use-live-requests";

const LOOKS = {
  off: { word: "Paused", dot: "bg-line-strong" },
  connecting: { word: "Connecting", dot: "animate-shimmer bg-line-strong" },
  live: { word: "Live", dot: "animate-shimmer bg-good" },
  disconnected: { word: "Reconnecting", dot: "animate-shimmer bg-bad" },
  refused: { word: "Disconnected", dot: "bg-bad" },
} as const;

interface LiveButtonProps {
  state: LiveRequestsView["state"];
  onToggle: () => void;
}

/** Whether the list is live, said in a word, and the switch for it. */
export function LiveButton({ state, onToggle }: LiveButtonProps) {
  const on = state !== "off";
  const { word, dot } = LOOKS[state];
  const Icon = on ? Pause : Play;
  return (
    <Button role="switch" aria-checked={on} aria-label={`${word}: live updates`} onClick={onToggle}>
      <span aria-hidden className={cn("size-2 rounded-sm", dot)} />
      <span aria-live="polite">{word}</span>
      <Icon className="text-faint" aria-hidden />
    </Button>
  );
}

/** How many calls came while somebody reads further down; leads up to them. */
export function NewRequestsPill({ live }: { live: LiveRequestsView }) {
  if (live.waiting === 0) return null;
  const toTop = () => {
    window.scrollTo({ top: 0 });
    live.show();
  };
  return (
    <div className="pointer-events-none sticky top-16 z-20 -mb-4 flex h-0 justify-center">
      <button
        type="button"
        onClick={toTop}
        className="pointer-events-auto flex h-8 animate-pop-in items-center gap-1.5 rounded-lg bg-accent px-3 font-medium text-on-accent text-sm shadow-pop"
      >
        <ArrowUp className="size-4" aria-hidden />
        <span aria-live="polite">{formatCount(live.waiting)} new</span>
      </button>
    </div>
  );
}
