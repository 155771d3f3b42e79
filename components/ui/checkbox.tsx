"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export interface CheckboxProps {
  checked: boolean | "indeterminate";
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  className?: string;
}

/** A checkbox with its label; the whole line is the target. */
export function Checkbox({ checked, onCheckedChange, label, hint, disabled = false, className }: CheckboxProps) {
  const id = useId();
  return (
    <div className={cn("flex items-start gap-2.5 py-0.5", className)}>
      <Radix.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onCheckedChange(next === true)}
        {...(hint ? { "aria-describedby": `${id}-hint` } : {})}
        className="relative mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-xs border border-line-strong bg-surface text-on-accent transition-colors duration-150 before:absolute before:-inset-1 hover:border-faint disabled:opacity-50 data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent"
      >
        <Radix.Indicator>
          {checked === "indeterminate" ? <Minus className="size-3" /> : <Check className="size-3" strokeWidth={3} />}
        </Radix.Indicator>
      </Radix.Root>
      <label htmlFor={id} className="flex flex-col text-ink text-sm">
        {label}
        {hint ? (
          <span id={`${id}-hint`} className="text-faint text-xs">
            {hint}
          </span>
        ) : null}
      </label>
    </div>
  );
}
