"use client";

import { Slot } from "radix-ui";
import { type ReactElement, type ReactNode, useId } from "react";
import { cn } from "./cn";
import { Help, type HelpText } from "./help";

export interface FieldProps {
  label: string;
  /** What a good answer looks like; stays visible beside an error. */
  hint?: ReactNode;
  /** What is wrong and how to mend it; announced when it appears. */
  error?: string | undefined;
  optional?: boolean;
  /** What happens when it is set one way or another, behind a question mark beside the label. */
  help?: HelpText | undefined;
  className?: string;
  /** One control that takes `id` and `aria-*`: Input, Textarea, Select, Combobox. */
  children: ReactElement;
}

/** A control with its label, hint and error, wired together for assistive technology. */
export function Field({ label, hint, error, optional = false, help, className, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [hint ? hintId : "", error ? errorId : ""].filter(Boolean).join(" ");
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className="flex items-center gap-0.5">
        <label htmlFor={id} className="flex items-baseline gap-1.5 font-medium text-ink text-sm">
          {label}
          {optional ? <span className="font-normal text-faint text-xs">optional</span> : null}
        </label>
        {help ? <Help about={label} {...help} /> : null}
      </div>
      <Slot.Root
        id={id}
        {...(describedBy ? { "aria-describedby": describedBy } : {})}
        {...(error ? { "aria-invalid": true } : {})}
      >
        {children}
      </Slot.Root>
      {hint ? (
        <p id={hintId} className="text-faint text-xs">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={errorId} role="alert" className="text-bad-ink text-xs">
          {error}
        </p>
      ) : null}
    </div>
  );
}
