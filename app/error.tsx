"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="flex min-h-[70dvh] items-center justify-center">
      <EmptyState
        icon={TriangleAlert}
        title="This page failed to show"
        action={
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        }
      >
        It is our mistake, not yours. If it persists, give your administrator this reference
        {error.digest ? <code className="ml-1 font-mono text-xs">{error.digest}</code> : " and the page's address"}.
      </EmptyState>
    </div>
  );
}
