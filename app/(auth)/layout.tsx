import type { ReactNode } from "react";
import { GateMark } from "@/components/shell/gate-mark";
import { ThemeToggle } from "@/components/shell/theme-toggle";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center justify-between px-5">
        <span className="flex items-center gap-2.5 font-semibold text-base">
          <GateMark />
          Gatehouse
        </span>
        <ThemeToggle />
      </header>
      <main className="flex flex-1 items-start justify-center px-4 pt-[12vh] pb-16">
        <div className="w-full max-w-md rounded-lg border bg-surface p-6 md:p-8">{children}</div>
      </main>
    </div>
  );
}
