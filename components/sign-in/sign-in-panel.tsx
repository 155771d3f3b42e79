"use client";

import { Terminal, UserRound } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { signInTokenIn } from "@/lib/admin-api/client/sign-in";
import { Notice } from "../ui/notice";
import { ConfirmSignIn } from "./confirm-sign-in";
import { ProviderButton } from "./provider-button";
import { refusalWords } from "./refusal-words";
import { safePath } from "./safe-path";
import { useSignInWays } from "./sign-in-ways";

interface SignInPanelProps {
  /** True on the page that links lead to: without a token, the address was cut. */
  expectsLink: boolean;
}

/** Signs in with the token of the address's fragment, which is taken out of the address at once; without one, says how to get in. */
export function SignInPanel({ expectsLink }: SignInPanelProps) {
  const [token, setToken] = useState<string | null>(null);
  const [looked, setLooked] = useState(false);
  const parameters = useSearchParams();
  useEffect(() => {
    const take = () => {
      const found = signInTokenIn(window.location);
      if (found !== null) setToken(found);
      if (window.location.hash)
        window.history.replaceState(null, "", window.location.pathname + window.location.search);
      setLooked(true);
    };
    take();
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  const { provider } = useSignInWays();
  const refusal = refusalWords(parameters.get("error"));
  const next = safePath(parameters.get("next"));
  if (token !== null) return <ConfirmSignIn token={token} next={next} />;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="font-semibold text-ink text-xl tracking-tight">Sign in to Gatehouse</h1>
        <p className="mt-1 text-muted text-sm">
          {provider
            ? "Your organization knows who you are. There is no password here to lose."
            : "You sign in with a one-time link. There is no password to lose."}
        </p>
      </div>
      {looked && expectsLink ? (
        <Notice kind="warn" title="This link has no token in it">
          Part of the address is missing. Copy the whole link, up to its last character, and open it again.
        </Notice>
      ) : null}
      {parameters.has("signed-out") ? <Notice kind="good" title="You are signed out" /> : null}
      {parameters.has("next") ? (
        <Notice kind="info">Sign in to see that page; you will be taken back to it.</Notice>
      ) : null}
      {refusal ? (
        <Notice kind="bad" title="You are not signed in">
          {refusal}
        </Notice>
      ) : null}
      {provider ? <ProviderButton name={provider.name} next={next} /> : null}
      {provider ? <p className="border-t pt-4 font-medium text-faint text-xs">Or by a one-time link</p> : null}
      <ul className="flex flex-col gap-4">
        <Way icon={<Terminal className="size-4" aria-hidden />} title="You started this Gatehouse">
          Open the sign-in link that <code className="font-mono text-ink text-xs">npm start</code> printed. Every start
          prints a new one.
        </Way>
        <Way icon={<UserRound className="size-4" aria-hidden />} title="Someone else runs it">
          Ask an owner or admin of your organization for a sign-in link.
        </Way>
      </ul>
    </div>
  );
}

function Way({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-sm border bg-subtle text-muted">
        {icon}
      </span>
      <div>
        <h2 className="font-medium text-ink text-sm">{title}</h2>
        <p className="text-muted text-sm">{children}</p>
      </div>
    </li>
  );
}
