"use client";

import { CircleQuestionMark } from "lucide-react";
import { cn } from "./cn";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

/** One concrete sentence on what happens when a field is set, and where all of it is written. */
export interface HelpText {
  text: string;
  /** Address of the page that tells all of it. */
  more?: string;
}

export interface HelpProps extends HelpText {
  /** What it explains, for its accessible description: the field's label, which alone is the field's name. */
  about: string;
  className?: string;
}

/** A small question mark beside what it explains: opens on a press, so that touch and keyboard reach it; Escape closes it. */
export function Help({ about, text, more, className }: HelpProps) {
  return (
    <Popover>
      <PopoverTrigger
        aria-label="Help"
        aria-description={about}
        className={cn(
          "-my-1 inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-faint transition-colors duration-150 hover:text-ink focus-visible:outline-offset-0 data-[state=open]:text-accent-ink",
          className,
        )}
      >
        <CircleQuestionMark className="size-3.5" aria-hidden />
      </PopoverTrigger>
      <PopoverContent side="top" align="start" aria-label={about} className="w-72 max-w-[calc(100vw-2rem)] px-3 py-2.5">
        <p className="text-pretty text-ink text-sm">{text}</p>
        {more ? (
          <a
            href={more}
            target="_blank"
            rel="noreferrer"
            className="mt-1.5 inline-block rounded-xs text-accent-ink text-xs underline-offset-4 hover:underline"
          >
            Read more
          </a>
        ) : null}
      </PopoverContent>
    </Popover>
  );
}
