"use client";

import { useMutation } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { beginProviderSignIn } from "@/lib/admin-api/client/sign-in";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { useHydrated } from "../ui/use-hydrated";

/** Sends the browser to the provider, and back to `next` afterwards. */
export function ProviderButton({ name, next }: { name: string; next: string }) {
  const begin = useMutation({
    mutationFn: () => beginProviderSignIn(next),
    meta: { ownErrors: true },
    onSuccess: (url) => window.location.assign(url),
  });
  // Drawn by the server: a click before the page is taken over would be lost.
  const hydrated = useHydrated();
  return (
    <div className="flex flex-col gap-3">
      {begin.isError ? (
        <Notice kind="bad">Gatehouse did not answer. Check your connection and try again.</Notice>
      ) : null}
      <Button
        variant="primary"
        size="lg"
        disabled={!hydrated}
        pending={begin.isPending || begin.isSuccess}
        onClick={() => begin.mutate()}
      >
        Continue with {name}
        <ArrowRight />
      </Button>
    </div>
  );
}
