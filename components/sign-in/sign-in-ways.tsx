"use client";

import { createContext, type ReactNode, useContext } from "react";

/** How people may come in besides by one-time link; null: not at all. */
export interface SignInWays {
  provider: { name: string } | null;
}

const WaysContext = createContext<SignInWays>({ provider: null });

/** Tells the pages below how people may come in; only the server knows. */
export function SignInWaysProvider({ ways, children }: { ways: SignInWays; children: ReactNode }) {
  return <WaysContext value={ways}>{children}</WaysContext>;
}

/** How people may come in. */
export function useSignInWays(): SignInWays {
  return useContext(WaysContext);
}
