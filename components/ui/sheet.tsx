"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { focusFirstField } from "./focus-first-field";

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  side?: "right" | "left";
}

/** A drawer beside the page, for a form or details that need the page in view; full width on a phone. With a footer it is a form and begins in its first field. */
export function Sheet({ open, onOpenChange, title, description, children, footer, side = "right" }: SheetProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-veil" />
        <Radix.Content
          {...(footer ? { onOpenAutoFocus: focusFirstField } : {})}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-y-0 z-50 flex w-full max-w-lg flex-col bg-raised shadow-pop outline-none",
            side === "right" ? "right-0 animate-sheet-in border-l" : "left-0 animate-fade-in border-r",
          )}
        >
          <header className="flex items-start gap-4 border-b px-5 py-4">
            <div className="flex-1">
              <Radix.Title className="font-semibold text-ink text-lg">{title}</Radix.Title>
              {description ? <Radix.Description className="text-muted text-sm">{description}</Radix.Description> : null}
            </div>
            <Radix.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mr-1.5">
                <X />
              </Button>
            </Radix.Close>
          </header>
          <div className="flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer ? <footer className="flex justify-end gap-2 border-t px-5 py-3">{footer}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
