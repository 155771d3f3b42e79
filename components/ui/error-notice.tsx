"use client";

import { Button } from "./button";
import { Notice } from "./notice";

export interface ErrorNoticeProps {
  /** What did not work: "Keys could not be loaded". */
  title: string;
  error: unknown;
  onRetry?: () => void;
  className?: string;
}

/** What happened, why, and the button that tries again. */
export function ErrorNotice({ title, error, onRetry, className }: ErrorNoticeProps) {
  const reason = error instanceof Error ? error.message : "The reason is not known. Try again.";
  return (
    <Notice
      kind="bad"
      title={title}
      {...(className ? { className } : {})}
      action={
        onRetry ? (
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        ) : null
      }
    >
      {reason}
    </Notice>
  );
}
