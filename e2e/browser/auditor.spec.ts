import type { Page } from "@playwright/test";
import { ALL_ROOMS } from "../../components/shell/navigation";
import { expect, listen, test } from "./fixtures/portal";
import { freshSignInLink } from "./fixtures/sign-in-link";

/** Words that begin what changes something; an auditor meets none of them, or finds them disabled. */
const CHANGES =
  /^(Issue|Create|Add|Invite|Save|Archive|Revoke|Rotate|Disable|Enable|Delete|Remove|Erase|Approve|Refuse|Decide|Begin review|End review|Acknowledge|Resolve|Dismiss|Close month|Reset|Run proof|Prove|Connect|Import|Publish|Pause|Resume)\b/;
/** What everybody may change of their own, and what only changes a draft in the page. */
const OWN: Record<string, RegExp> = {
  "/settings/tokens": /^Create token$/,
  "/requests": /^Save view$/,
  "/playground": /^Add (model|picture)$/,
  "/me": /./,
};

/** What on a page changes something that is not one's own. */
async function changesOn(page: Page, address: string): Promise<string[]> {
  const path = new URL(address).pathname;
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 }), path).toBeVisible();
  await expect(page.locator("main [aria-busy=true]"), path).toHaveCount(0);
  const controls = await page.locator("main").getByRole("button", { disabled: false, name: CHANGES }).all();
  const names = await Promise.all(
    controls.map(async (one) => (await one.getAttribute("aria-label")) ?? (await one.textContent()) ?? ""),
  );
  return names.filter((name) => !OWN[path]?.test(name)).map((name) => `${path}: ${name}`);
}

test("the same look finds what an owner can change", async ({ page, portal }) => {
  const idle: string[] = [];
  for (const path of ["/keys", "/limits", "/models", "/providers", "/teams"]) {
    if ((await changesOn(page, `${portal.origin}${path}`)).length === 0) idle.push(path);
  }
  expect(idle).toEqual([]);
});

test("an auditor reads every page and can change nothing on any", async ({ browser, portal }) => {
  test.setTimeout(180_000);
  const link = await freshSignInLink(portal, "auditor");
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  const complaints = listen(page);
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  const me = await page.request.get(`${portal.origin}/api/admin/me`);
  expect(await me.json()).toMatchObject({ person: { role: "auditor" } });

  const rooms = (await page
    .locator("aside nav a")
    .evaluateAll((links) => links.map((one) => one.getAttribute("href") ?? ""))) as string[];
  expect(rooms.length).toBeGreaterThan(12);
  expect(ALL_ROOMS.map(({ href }) => href)).toEqual(expect.arrayContaining(rooms));
  const details = ["/requests/sessions", "/requests/end-users", "/usage/statements", "/me"];
  const found: string[] = [];
  for (const path of [...rooms, ...details]) found.push(...(await changesOn(page, `${portal.origin}${path}`)));
  expect(found).toEqual([]);

  // Nor by asking the API itself: whatever is sent is refused before it is read.
  const { items: keys } = (await (await page.request.get(`${portal.origin}/api/admin/keys?limit=1`)).json()) as {
    items: { id: string }[];
  };
  const { items: teams } = (await (await page.request.get(`${portal.origin}/api/admin/teams?limit=1`)).json()) as {
    items: { id: string }[];
  };
  const attempts: [method: string, path: string][] = [
    ["POST", "/keys"],
    ["PATCH", `/keys/${keys[0]?.id}`],
    ["POST", `/keys/${keys[0]?.id}/revoke`],
    ["POST", `/keys/${keys[0]?.id}/rotate`],
    ["POST", "/teams"],
    ["PATCH", `/teams/${teams[0]?.id}`],
    ["POST", "/projects"],
    ["POST", "/quotas"],
    ["POST", "/people"],
    ["POST", "/models"],
    ["POST", "/providers"],
    ["PATCH", "/organization"],
    ["PATCH", "/privacy"],
    ["POST", "/erasures"],
    ["POST", "/playground/runs"],
    ["POST", "/access-reviews"],
  ];
  for (const [method, path] of attempts) {
    const answer = await page.request.fetch(`${portal.origin}/api/admin${path}`, {
      method,
      headers: { origin: portal.origin, "content-type": "application/json" },
      data: {},
    });
    expect({ method, path, status: answer.status() }).toEqual({ method, path, status: 403 });
  }
  expect(complaints).toEqual([]);
  await context.close();
});
