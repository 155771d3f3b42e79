"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { inputClasses } from "./input";

export interface SelectOption {
  value: string;
  label: string;
  /** A second line in the list: what choosing this means. */
  hint?: string;
  disabled?: boolean;
}

export interface SelectProps {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly SelectOption[];
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  /** Needed outside a `Field`. */
  "aria-label"?: string;
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  leading?: ReactNode;
}

/** One of a few choices. For more than ten, or for names people search by, use `Combobox`. */
export function Select({
  value,
  onValueChange,
  options,
  placeholder,
  disabled,
  className,
  leading,
  ...aria
}: SelectProps) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} {...(disabled ? { disabled } : {})}>
      <Radix.Trigger
        className={cn(
          inputClasses,
          "inline-flex h-8 items-center justify-between gap-2 data-[placeholder]:text-faint max-md:h-10",
          className,
        )}
        {...aria}
      >
        <span className="flex min-w-0 items-center gap-2 truncate">
          {leading}
          <Radix.Value placeholder={placeholder ?? "Choose"} />
        </span>
        <Radix.Icon>
          <ChevronDown className="size-4 text-faint" aria-hidden />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) max-w-96 animate-pop-in overflow-hidden rounded-md border bg-raised shadow-pop"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <SelectItem key={option.value} option={option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function SelectItem({ option }: { option: SelectOption }) {
  return (
    <Radix.Item
      value={option.value}
      disabled={option.disabled ?? false}
      className="relative flex select-none flex-col rounded-sm py-1.5 pr-8 pl-2 text-sm outline-none data-[disabled]:pointer-events-none data-[highlighted]:bg-hover data-[disabled]:opacity-50"
    >
      <Radix.ItemText>{option.label}</Radix.ItemText>
      {option.hint ? <span className="text-faint text-xs">{option.hint}</span> : null}
      <Radix.ItemIndicator className="absolute top-2 right-2">
        <Check className="size-4 text-accent-ink" aria-hidden />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
