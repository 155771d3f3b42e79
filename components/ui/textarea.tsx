import type { ComponentProps } from "react";
import { cn } from "./cn";
import { inputClasses } from "./input";

/** The one text area. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cn(inputClasses, "min-h-16 resize-y py-1.5 max-md:text-lg", className)}
      {...props}
    />
  );
}
