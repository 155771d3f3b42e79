import type { ComponentProps } from "react";
import { cn } from "./cn";

export const inputClasses =
  "w-full rounded-sm border border-line-strong bg-surface px-2.5 text-sm text-ink placeholder:text-faint transition-colors duration-150 hover:border-faint focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent/30 aria-invalid:border-bad disabled:cursor-not-allowed disabled:bg-subtle disabled:text-faint";

/** The one text input; inside a `Field` it gets its id, description and error by itself. */
export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(inputClasses, "h-8 max-md:h-10 max-md:text-lg", className)} {...props} />;
}
