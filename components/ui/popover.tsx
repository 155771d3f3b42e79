"use client";

import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;

/** What opens beside its trigger; closes on Escape and on a click elsewhere. */
export function PopoverContent({ className, align = "start", ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className={cn("z-50 animate-pop-in rounded-md border bg-raised shadow-pop outline-none", className)}
        {...props}
      />
    </Radix.Portal>
  );
}
