"use client";

import { type ReactNode, useState } from "react";
import type { Me } from "@/lib/admin-api/client/session";
import { HydratedMain } from "../ui/hydrated-main";
import { CrumbProvider } from "./crumbs";
import { Palette } from "./palette";
import { PhoneBar } from "./phone-bar";
import { ShortcutHelp } from "./shortcut-help";
import { Sidebar } from "./sidebar";
import { SIDEBAR_COOKIE } from "./sidebar-cookie";
import { TopBar } from "./top-bar";
import { useKnownMe } from "./use-known-me";
import { useShortcuts } from "./use-shortcuts";

const YEAR_SECONDS = 31_536_000;

interface PortalShellProps {
  me: Me;
  /** As the cookie says, so that the server draws it right at once. */
  sidebarCollapsed: boolean;
  children: ReactNode;
}

/** Sidebar, bar, palette and shortcuts around every page of the portal. */
export function PortalShell({ me, sidebarCollapsed, children }: PortalShellProps) {
  const [collapsed, setCollapsed] = useState(sidebarCollapsed);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  useKnownMe(me);
  useShortcuts({ openPalette: () => setPalette(true), openHelp: () => setHelp(true) });
  const toggle = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http, where Gatehouse may run.
    document.cookie = `${SIDEBAR_COOKIE}=${collapsed ? "open" : "collapsed"};path=/;max-age=${YEAR_SECONDS};samesite=lax`;
    setCollapsed(!collapsed);
  };
  return (
    <CrumbProvider>
      <a
        href="#content"
        className="sr-only z-50 rounded-sm bg-accent px-3 py-2 font-medium text-on-accent text-sm focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <div className="flex min-h-dvh">
        <Sidebar organization={me.organization.name} collapsed={collapsed} onToggle={toggle} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar onSearch={() => setPalette(true)} onHelp={() => setHelp(true)} />
          <HydratedMain
            id="content"
            className="mx-auto w-full max-w-[1440px] flex-1 px-4 pt-5 pb-24 md:px-6 md:pt-6 md:pb-12"
          >
            {children}
          </HydratedMain>
        </div>
      </div>
      <PhoneBar />
      <Palette open={palette} onOpenChange={setPalette} />
      <ShortcutHelp open={help} onOpenChange={setHelp} />
    </CrumbProvider>
  );
}
