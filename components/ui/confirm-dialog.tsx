"use client";

import { AlertDialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { Field } from "./field";
import { Input } from "./input";

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question that names the thing: "Revoke key checkout-bot?" */
  title: string;
  /** What will happen, with numbers: "3 applications used this secret in the last hour." */
  consequence: ReactNode;
  /** The verb and its thing: "Revoke key". */
  action: string;
  onConfirm: () => void;
  pending?: boolean;
  danger?: boolean;
  /** When it cannot be undone: the name that must be typed first. */
  typeToConfirm?: string;
}

/** The one confirm dialog. It names the consequence, and asks for the name only when the deed cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    open,
    onOpenChange,
    title,
    consequence,
    action,
    onConfirm,
    pending = false,
    danger = true,
    typeToConfirm,
  } = props;
  const [typed, setTyped] = useState("");
  const ready = typeToConfirm === undefined || typed.trim() === typeToConfirm;
  const change = (next: boolean) => {
    setTyped("");
    onOpenChange(next);
  };
  return (
    <Radix.Root open={open} onOpenChange={change}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-veil" />
        <Radix.Content className="fixed z-50 w-full border bg-raised p-5 shadow-pop outline-none max-md:inset-x-0 max-md:bottom-0 max-md:animate-drawer-in max-md:rounded-t-lg md:top-[20vh] md:left-1/2 md:max-w-md md:-translate-x-1/2 md:animate-pop-in md:rounded-lg">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (ready && !pending) onConfirm();
            }}
          >
            <Radix.Title className="font-semibold text-ink text-lg">{title}</Radix.Title>
            <Radix.Description asChild>
              <div className="mt-1.5 text-muted text-sm">{consequence}</div>
            </Radix.Description>
            {typeToConfirm === undefined ? null : (
              <Field label={`Type ${typeToConfirm} to confirm`} className="mt-4">
                <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
              </Field>
            )}
            <footer className="mt-5 flex justify-end gap-2">
              <Radix.Cancel asChild>
                <Button>Cancel</Button>
              </Radix.Cancel>
              <Button type="submit" variant={danger ? "danger" : "primary"} pending={pending} disabled={!ready}>
                {action}
              </Button>
            </footer>
          </form>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
