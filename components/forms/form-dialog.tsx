"use client";

import { type FormEvent, type ReactNode, useId } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";

export interface FormDialogProps {
  title: string;
  description?: ReactNode;
  onClose: () => void;
  onSubmit: (event: FormEvent) => void;
  /** The verb and its thing: "Create team". */
  action: string;
  pending: boolean;
  /** What is wrong as a whole. */
  refusal?: string | null;
  disabled?: boolean;
  danger?: boolean;
  size?: "sm" | "md" | "lg";
  children: ReactNode;
}

/** The one frame for a form in a dialog. Render it only while it is open. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, onClose, onSubmit, action, pending, refusal, disabled = false, danger = false } = props;
  const id = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      size={props.size ?? "md"}
      {...(description ? { description } : {})}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant={danger ? "danger" : "primary"} pending={pending} disabled={disabled}>
            {action}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        {refusal ? <Notice kind="bad">{refusal}</Notice> : null}
        {props.children}
      </form>
    </Dialog>
  );
}
