"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div className="flex min-h-[70dvh] items-center justify-center">
      <EmptyState
        icon={TriangleAlert}
        level={1}
        title="This page failed to show"
        action={
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
        }
      >
        It is our mistake, not yours. If it persists, give your administrator{" "}
        {digest ? <code className="font-mono text-xs">{digest}</code> : "the address of this page"}.
      </EmptyState>
    </div>
  );
}
