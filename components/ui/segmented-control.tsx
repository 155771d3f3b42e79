"use client";

import { ToggleGroup as Radix } from "radix-ui";
import { cn } from "./cn";

export interface SegmentedControlProps<Value extends string> {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
  className?: string;
}

/** A choice of two to five short words, all in view. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, value, onValueChange, options, className } = props;
  const change = (next: string) => {
    const option = options.find((one) => one.value === next);
    if (option) onValueChange(option.value);
  };
  return (
    <Radix.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={change}
      className={cn("inline-flex h-8 w-fit items-center gap-0.5 rounded-sm border bg-subtle p-0.5", className)}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          className="h-full rounded-xs px-2.5 font-medium text-muted text-xs transition-colors duration-150 hover:text-ink focus-visible:outline-offset-0 data-[state=on]:bg-surface data-[state=on]:text-ink data-[state=on]:ring-1 data-[state=on]:ring-line-strong"
        >
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
