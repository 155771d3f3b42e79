"use client";

import { RadioGroup as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface RadioCard {
  value: string;
  label: ReactNode;
  /** What choosing it means. */
  hint?: ReactNode;
  disabled?: boolean;
}

export interface RadioCardsProps {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly RadioCard[];
  /** Needed outside a `Field`. */
  "aria-label"?: string;
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  columns?: 1 | 2;
  className?: string;
}

/** One of a few, each with a sentence on what it means; arrows move the choice. */
export function RadioCards({ options, columns = 1, className, ...props }: RadioCardsProps) {
  return (
    <Radix.Root {...props} className={cn("grid gap-2", columns === 2 && "md:grid-cols-2", className)}>
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled ?? false}
          className="group flex min-w-0 items-start gap-2.5 rounded-sm border border-line-strong bg-surface px-3 py-2 text-left transition-colors duration-150 hover:border-faint disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
        >
          <span
            aria-hidden
            className="mt-0.5 size-4 shrink-0 rounded-lg border border-line-strong bg-surface group-data-[state=checked]:border-[5px] group-data-[state=checked]:border-accent"
          />
          <span className="flex min-w-0 flex-col">
            <span className="font-medium text-ink text-sm">{option.label}</span>
            {option.hint ? <span className="text-muted text-xs [overflow-wrap:anywhere]">{option.hint}</span> : null}
          </span>
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
