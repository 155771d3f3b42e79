import { connection } from "next/server";
import type { ReactNode } from "react";
import { GateMark } from "@/components/shell/gate-mark";
import { ThemeToggle } from "@/components/shell/theme-toggle";
import { SignInWaysProvider } from "@/components/sign-in/sign-in-ways";
import { HydratedMain } from "@/components/ui/hydrated-main";
import { getRuntime } from "@/lib/runtime/current";

/** How people may come in is known while the server runs, not while it is built. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  await connection();
  const { oidc } = getRuntime();
  const ways = { provider: oidc === null ? null : { name: oidc.name } };
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center justify-between px-5">
        <span className="flex items-center gap-2.5 font-semibold text-base">
          <GateMark />
          Gatehouse
        </span>
        <ThemeToggle />
      </header>
      <HydratedMain className="flex flex-1 items-start justify-center px-4 pt-[12vh] pb-16">
        <div className="w-full max-w-md rounded-lg border bg-surface p-6 md:p-8">
          <SignInWaysProvider ways={ways}>{children}</SignInWaysProvider>
        </div>
      </HydratedMain>
    </div>
  );
}
