"use client";

import { useMutation } from "@tanstack/react-query";
import { signInWithToken } from "@/lib/admin-api/client/sign-in";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";

/** One click that uses the link up; a link preview never clicks. */
export function ConfirmSignIn({ token, next }: { token: string; next: string }) {
  const signIn = useMutation({
    mutationFn: () => signInWithToken(token),
    meta: { ownErrors: true },
    onSuccess: () => window.location.assign(next),
  });
  if (signIn.isError) {
    return (
      <div className="flex flex-col gap-4">
        <h1 className="font-semibold text-ink text-xl tracking-tight">This link does not work</h1>
        <Notice kind="bad">{signIn.error.message}</Notice>
        <Button asChild size="lg">
          <a href="/sign-in">How to get a new link</a>
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="font-semibold text-ink text-xl tracking-tight">Sign in to Gatehouse</h1>
        <p className="mt-1 text-muted text-sm">
          This link works once, for the person it was made for, in this browser. You stay signed in until you sign out
          or your session ends.
        </p>
      </div>
      <Button
        variant="primary"
        size="lg"
        pending={signIn.isPending || signIn.isSuccess}
        onClick={() => signIn.mutate()}
      >
        Sign in
      </Button>
    </div>
  );
}
