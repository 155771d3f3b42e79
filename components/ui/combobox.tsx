"use client";

import { ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import { type Choice, ChoiceList } from "./choice-list";
import { cn } from "./cn";
import { inputClasses } from "./input";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

interface ComboboxBase {
  /** Plural or singular noun for the search box: "models". */
  noun: string;
  /** Undefined while they are being read. */
  choices: readonly Choice[] | undefined;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  "aria-label"?: string;
}

export interface ComboboxProps extends ComboboxBase {
  value: string | null;
  onValueChange: (value: string) => void;
}

/** One of many, found by typing. */
export function Combobox({ value, onValueChange, ...rest }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const chosen = rest.choices?.find((choice) => choice.value === value);
  const choose = (next: string) => {
    onValueChange(next);
    setOpen(false);
  };
  return (
    <ComboboxFrame {...rest} open={open} onOpenChange={setOpen} text={chosen?.label ?? null}>
      <ChoiceList label={rest.noun} choices={rest.choices} selected={value ? [value] : []} onSelect={choose} />
    </ComboboxFrame>
  );
}

export interface MultiComboboxProps extends ComboboxBase {
  value: readonly string[];
  onValueChange: (value: string[]) => void;
}

/** Several of many, found by typing; stays open while choosing. */
export function MultiCombobox({ value, onValueChange, ...rest }: MultiComboboxProps) {
  const [open, setOpen] = useState(false);
  const names = value.map((one) => rest.choices?.find((choice) => choice.value === one)?.label ?? one);
  const toggle = (one: string) =>
    onValueChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  return (
    <ComboboxFrame {...rest} open={open} onOpenChange={setOpen} text={names.length > 0 ? names.join(", ") : null}>
      <ChoiceList label={rest.noun} choices={rest.choices} selected={value} onSelect={toggle} multiple />
    </ComboboxFrame>
  );
}

interface FrameProps extends ComboboxBase {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  text: string | null;
  children: React.ReactNode;
}

function ComboboxFrame({
  open,
  onOpenChange,
  text,
  noun,
  placeholder,
  className,
  children,
  choices,
  ...aria
}: FrameProps) {
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={open}
          data-count={choices?.length}
          {...aria}
          className={cn(inputClasses, "flex h-8 items-center justify-between gap-2 text-left max-md:h-10", className)}
        >
          <span className={cn("truncate", text === null && "text-faint")}>
            {text ?? placeholder ?? `Choose ${noun}`}
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-faint" aria-hidden />
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label={noun} className="w-(--radix-popover-trigger-width) min-w-60">
        {children}
      </PopoverContent>
    </Popover>
  );
}
