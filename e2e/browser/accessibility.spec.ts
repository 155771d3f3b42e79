import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { ALL_ROOMS } from "../../components/shell/navigation";
import { expect, heard, type PortalDoors, test } from "./fixtures/portal";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Where the first of a list is shown; `idOf` of the list's item names it. */
const firstOf =
  (list: string, page: string, after = "") =>
  async (portal: PortalDoors) => {
    const { items } = await portal.admin<{ items: { id: string }[] }>("GET", list);
    return items[0] === undefined ? null : `${page}/${items[0].id}${after}`;
  };

/** Pages that no room of the sidebar is. */
const DETAILS: Record<string, (portal: PortalDoors) => Promise<string | null>> = {
  "a key": firstOf("/keys?limit=1", "/keys"),
  "how a key is set up": firstOf("/keys?limit=1", "/keys", "/setup"),
  "a limit": firstOf("/quotas", "/limits"),
  "a request": firstOf("/requests?limit=1", "/requests"),
  "a refused request": firstOf("/requests?limit=1&outcome=refused", "/requests"),
  "a model": firstOf("/models", "/models"),
  "a provider": firstOf("/providers", "/providers"),
  "a team": firstOf("/teams?limit=1", "/teams"),
  "an access review": firstOf("/access-reviews", "/reviews"),
  "an alert": firstOf("/alerts?limit=1", "/alerts"),
  "where notices are sent from": async () => "/settings/notices?tab=deliveries",
  "an access request": firstOf("/access-requests?limit=1", "/access-requests"),
  "asking for access": async () => "/access-requests/new",
  sessions: async () => "/requests/sessions?range=30d",
  "a session": aSession,
  "end users": async () => "/requests/end-users?range=30d",
  "an end user": anEndUser,
  "one's own page": async () => "/me",
  "issuing a key": async () => "/keys?issue=key",
  "a page that is nothing": async () => "/nowhere",
};

async function aSession(portal: PortalDoors): Promise<string> {
  const { items } = await portal.admin<{ items: { sessionId: string }[] }>("GET", "/request-sessions?limit=1");
  return `/requests/session?id=${encodeURIComponent(items[0]?.sessionId ?? "")}`;
}

async function anEndUser(portal: PortalDoors): Promise<string> {
  const { items } = await portal.admin<{ items: { endUser: string }[] }>("GET", "/end-users?limit=1");
  return `/requests/end-user?name=${encodeURIComponent(items[0]?.endUser ?? "")}`;
}

/** Every rule in light; contrast again in dark, as nothing else depends on the theme. */
async function expectAccessible(page: Page, path: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(path);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  // A page with a live list has a request that goes on, so its network is never idle.
  await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => undefined);
  const light = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveClass(/dark/);
  const dark = await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze();
  const found = [...light.violations, ...dark.violations].map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary?.split("\n")[1]?.trim()}`),
  }));
  expect(found, path).toEqual([]);
}

for (const { label, href } of ALL_ROOMS) {
  test(`axe finds nothing on ${label}, in light and dark`, async ({ page }) => expectAccessible(page, href));
}

for (const [name, find] of Object.entries(DETAILS)) {
  test(`axe finds nothing on ${name}, in light and dark`, async ({ page, portal }) => {
    const path = await find(portal);
    if (path !== null) await expectAccessible(page, path);
  });
}

test("axe finds nothing where one signs in, in light and dark", async ({ browser, baseURL }) => {
  const visitor = await browser.newContext({ storageState: { cookies: [], origins: [] }, baseURL: baseURL ?? "" });
  const page = await visitor.newPage();
  await expectAccessible(page, "/sign-in");
  await heard(page);
  await visitor.close();
});
