"use client";

import { Check, Copy } from "lucide-react";
import { Button, type ButtonProps } from "./button";
import { useCopy } from "./use-copy";

export interface CopyButtonProps extends Omit<ButtonProps, "onClick" | "children" | "asChild"> {
  text: string;
  /** What is copied, for the accessible name: "base URL". */
  what: string;
  /** Shows the word "Copy" beside the icon. */
  labelled?: boolean;
}

/** Copies `text` and says so on itself for a moment. */
export function CopyButton({ text, what, labelled = false, size, variant = "ghost", ...props }: CopyButtonProps) {
  const { copied, copy } = useCopy();
  return (
    <Button
      {...props}
      variant={variant}
      size={size ?? (labelled ? "sm" : "icon-sm")}
      aria-label={copied ? `Copied ${what}` : `Copy ${what}`}
      onClick={() => void copy(text)}
    >
      {copied ? <Check className="text-good-ink" /> : <Copy />}
      {labelled ? (copied ? "Copied" : "Copy") : null}
    </Button>
  );
}
