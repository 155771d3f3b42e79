"use client";

import { Switch as Radix } from "radix-ui";
import { useId } from "react";

export interface SwitchProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: string;
  disabled?: boolean;
}

/** Something that is on or off at once, without a save button. */
export function Switch({ checked, onCheckedChange, label, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="inline-flex items-center gap-2">
      <Radix.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onCheckedChange}
        className="relative h-5 w-9 shrink-0 rounded-lg border border-transparent bg-line-strong transition-colors duration-150 disabled:opacity-50 data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-4 translate-x-px rounded-lg bg-on-accent transition-transform duration-150 data-[state=checked]:translate-x-[17px]" />
      </Radix.Root>
      <label htmlFor={id} className="text-muted text-sm">
        {label}
      </label>
    </div>
  );
}
