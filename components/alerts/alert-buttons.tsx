"use client";

import { Check, Eye } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { Alert } from "@/lib/admin-api/client/alerts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Textarea } from "../ui/textarea";
import { useHandleAlert } from "./alerts-queries";

/** What the reader may do about an alert. `withNote` asks for a word first, as its page does. */
export function AlertButtons({ alert, withNote = false }: { alert: Alert; withNote?: boolean }) {
  const handle = useHandleAlert();
  const [resolving, setResolving] = useState(false);
  const done = (word: string) => () => {
    setResolving(false);
    toast.success(`${alert.title}: ${word}`);
  };
  const acknowledge = () =>
    handle.mutate({ alertId: alert.id, action: "acknowledge", note: "" }, { onSuccess: done("acknowledged") });
  const resolve = (note: string) =>
    handle.mutate({ alertId: alert.id, action: "resolve", note }, { onSuccess: done("resolved") });
  const size = withNote ? "md" : "sm";
  return (
    <span className="flex items-center justify-end gap-2">
      {alert.allowedActions.includes("acknowledge") ? (
        <Button size={size} onClick={acknowledge} pending={handle.isPending} aria-label={`Acknowledge ${alert.title}`}>
          <Eye />
          Acknowledge
        </Button>
      ) : null}
      {alert.allowedActions.includes("resolve") ? (
        <Button
          size={size}
          variant={withNote ? "primary" : "ghost"}
          onClick={() => setResolving(true)}
          aria-label={`Resolve ${alert.title}`}
        >
          <Check />
          Resolve
        </Button>
      ) : null}
      {resolving ? (
        <ResolveDialog
          alert={alert}
          pending={handle.isPending}
          onClose={() => setResolving(false)}
          onResolve={resolve}
        />
      ) : null}
    </span>
  );
}

interface ResolveDialogProps {
  alert: Alert;
  pending: boolean;
  onClose: () => void;
  onResolve: (note: string) => void;
}

function ResolveDialog({ alert, pending, onClose, onResolve }: ResolveDialogProps) {
  const [note, setNote] = useState("");
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Resolve this alert?"
      description={
        alert.current
          ? "What is wrong goes on. It stays resolved while nothing changes, and opens again when it becomes worse, or has ended and comes back."
          : "It has ended."
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" pending={pending} onClick={() => onResolve(note.trim())}>
            Resolve alert
          </Button>
        </>
      }
    >
      <Field label="What was done" optional>
        <Textarea value={note} maxLength={500} rows={3} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </Dialog>
  );
}
