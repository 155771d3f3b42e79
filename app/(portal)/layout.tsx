import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { PortalShell } from "@/components/shell/portal-shell";
import { SIDEBAR_COOKIE } from "@/components/shell/sidebar-cookie";
import { ToSignIn } from "@/components/sign-in/to-sign-in";
import type { Me } from "@/lib/admin-api/schemas/session";
import { getRuntime } from "@/lib/runtime/current";

/** Asks the management API in this process, with the browser's cookie: the session's one check, read from the database every time. */
async function findMe(): Promise<Me | null> {
  const { adminApi, publicUrl } = getRuntime();
  const cookie = (await headers()).get("cookie") ?? "";
  const answer = await adminApi.fetch(new Request(`${publicUrl}/api/admin/me`, { headers: { cookie } }));
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error(`the session could not be checked: ${answer.status}`);
  return (await answer.json()) as Me;
}

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const me = await findMe();
  if (me === null) return <ToSignIn />;
  const collapsed = (await cookies()).get(SIDEBAR_COOKIE)?.value === "collapsed";
  return (
    <PortalShell me={me} sidebarCollapsed={collapsed}>
      {children}
    </PortalShell>
  );
}
