"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { focusFirstField } from "./focus-first-field";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, right-aligned; the last one does the thing. */
  footer?: ReactNode;
  /** False while something must be read first, e.g. a secret that is shown once: only a button closes it. */
  dismissible?: boolean;
  size?: "sm" | "md" | "lg";
}

const WIDTHS = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" };

/** A modal question or form. Focus stays inside and returns to the trigger. On a phone it rises from the bottom. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  dismissible = true,
  size = "md",
}: DialogProps) {
  const hold = (event: Event) => {
    if (!dismissible) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-veil" />
        <Radix.Content
          onOpenAutoFocus={focusFirstField}
          onEscapeKeyDown={hold}
          onInteractOutside={hold}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed z-50 flex max-h-[85dvh] w-full flex-col border bg-raised shadow-pop outline-none",
            "md:top-[12vh] md:left-1/2 md:-translate-x-1/2 md:animate-pop-in md:rounded-lg",
            "max-md:inset-x-0 max-md:bottom-0 max-md:max-w-none max-md:animate-drawer-in max-md:rounded-t-lg",
            WIDTHS[size],
          )}
        >
          <header className="flex items-start gap-4 px-5 pt-4 pb-3">
            <div className="flex-1">
              <Radix.Title className="font-semibold text-ink text-lg">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-0.5 text-muted text-sm">{description}</Radix.Description>
              ) : null}
            </div>
            {dismissible ? (
              <Radix.Close asChild>
                <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mr-1.5">
                  <X />
                </Button>
              </Radix.Close>
            ) : null}
          </header>
          <div className="flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer ? <footer className="flex justify-end gap-2 border-t px-5 py-3">{footer}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
