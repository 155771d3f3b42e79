"use client";

import { toast } from "sonner";

/** Long enough to read what was done, think again, and reach the button. */
const UNDO_MS = 12_000;

/** Says what was done, with a button that undoes it. */
export function toastUndo(done: string, undo: () => void): void {
  toast.success(done, { duration: UNDO_MS, action: { label: "Undo", onClick: undo } });
}
