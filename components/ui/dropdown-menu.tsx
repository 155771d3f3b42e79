"use client";

import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export const DropdownMenu = Radix.Root;
export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuRadioGroup = Radix.RadioGroup;

const itemClasses =
  "flex select-none items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none data-[disabled]:pointer-events-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint";

/** The list that a trigger opens. */
export function DropdownMenuContent({ className, align = "end", ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className={cn("z-50 min-w-44 animate-pop-in rounded-md border bg-raised p-1 shadow-pop", className)}
        {...props}
      />
    </Radix.Portal>
  );
}

/** One action; `danger` for those that end something. */
export function DropdownMenuItem({
  className,
  danger,
  ...props
}: ComponentProps<typeof Radix.Item> & { danger?: boolean }) {
  return (
    <Radix.Item
      className={cn(itemClasses, danger ? "text-bad-ink [&_svg]:text-bad-ink" : "text-ink", className)}
      {...props}
    />
  );
}

/** One of several that exclude each other, e.g. the theme. */
export function DropdownMenuRadioItem({ className, children, ...props }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(itemClasses, "group text-ink", className)} {...props}>
      {children}
      <span
        aria-hidden
        className="ml-auto size-1.5 rounded-sm bg-accent opacity-0 group-data-[state=checked]:opacity-100"
      />
    </Radix.RadioItem>
  );
}

/** A caption above a group of items. */
export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 py-1.5 text-faint text-xs">{children}</Radix.Label>;
}

/** A line between groups. */
export function DropdownMenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
