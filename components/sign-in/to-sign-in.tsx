"use client";

import { useEffect } from "react";

/** Nobody is signed in: on to sign-in, and back to this page afterwards. Only the browser knows the page's whole address. */
export function ToSignIn() {
  useEffect(() => {
    const here = window.location.pathname + window.location.search;
    window.location.replace(here === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`);
  }, []);
  return (
    <main className="flex min-h-dvh items-center justify-center text-muted text-sm">
      <a href="/sign-in" className="rounded-xs underline underline-offset-4">
        Sign in to go on
      </a>
    </main>
  );
}
