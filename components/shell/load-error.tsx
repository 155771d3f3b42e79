"use client";

import { Compass, Lock } from "lucide-react";
import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { ErrorNotice, type ErrorNoticeProps } from "../ui/error-notice";

/** A read that did not work. What one may not see, or what is not there, gets an explanation; only the rest is worth trying again. */
export function LoadError(props: ErrorNoticeProps) {
  const { error } = props;
  if (!(error instanceof AdminApiError)) return <ErrorNotice {...props} />;
  switch (error.status) {
    case 403:
      return (
        <Card>
          <EmptyState icon={Lock} title="This is not open to you">
            {error.detail}
          </EmptyState>
        </Card>
      );
    case 404:
      return (
        <Card>
          <EmptyState icon={Compass} title="There is no such thing here">
            The address may be mistyped, or what it showed is gone or not yours to see.
          </EmptyState>
        </Card>
      );
    default:
      return <ErrorNotice {...props} />;
  }
}
