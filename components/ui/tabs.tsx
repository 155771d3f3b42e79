"use client";

import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface TabItem {
  value: string;
  label: string;
  /** A number beside the label, e.g. how many rows. */
  count?: number;
  content: ReactNode;
}

export interface TabsProps {
  items: readonly TabItem[];
  label: string;
  defaultValue?: string;
  value?: string;
  onValueChange?: (value: string) => void;
  className?: string;
}

/** Views of one thing. Controlled when `value` is given (keep it in the URL with nuqs when it is worth sharing). */
export function Tabs({ items, label, defaultValue, value, onValueChange, className }: TabsProps) {
  const first = defaultValue ?? items[0]?.value ?? "";
  return (
    <Radix.Root
      className={className}
      {...(value === undefined ? { defaultValue: first } : { value })}
      {...(onValueChange ? { onValueChange } : {})}
    >
      <Radix.List aria-label={label} className="flex gap-4 overflow-x-auto border-b">
        {items.map((item) => (
          <Radix.Trigger
            key={item.value}
            value={item.value}
            className={cn(
              "-mb-px flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 font-medium text-muted text-sm transition-colors duration-150 hover:text-ink",
              "focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:text-ink",
            )}
          >
            {item.label}
            {item.count === undefined ? null : <span className="text-faint text-xs tabular-nums">{item.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {items.map((item) => (
        <Radix.Content key={item.value} value={item.value} className="pt-4 outline-none">
          {item.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
