import { expect, type PortalDoors, test } from "./fixtures/portal";

const KEY_THAT_IS_NOT = "gk_live_AAAAAAAA_000000000000000000000000000000000000000000_000000";

/** Resolves once the list of requests has the call. */
async function written(portal: PortalDoors, requestId: string): Promise<void> {
  const found = async () => (await portal.admin<{ items: unknown[] }>("GET", `/requests?q=${requestId}`)).items.length;
  await expect.poll(found).toBe(1);
}

test("a call shows up in the open list by itself, and not while it is paused", async ({ page, portal }) => {
  await page.goto("/requests");
  const live = page.getByRole("switch", { name: /live updates$/ });
  await expect(live).toHaveText("Live");
  const { requestId } = await portal.chat();
  const row = page.locator(`tr[data-row="${requestId}"]`);
  await expect(row).toBeVisible();
  await expect(row.getByText("Finished")).toBeVisible();
  await expect(row.getByText("simulated", { exact: true })).toBeVisible();

  await live.click();
  await expect(live).toHaveText("Paused");
  const later = await portal.chat();
  await written(portal, later.requestId);
  await expect(page.locator(`tr[data-row="${later.requestId}"]`)).toHaveCount(0);
  await live.click();
  await expect(page.locator(`tr[data-row="${later.requestId}"]`)).toBeVisible();
});

test("a call that comes while somebody reads further down waits, and nothing moves", async ({ page, portal }) => {
  await page.goto("/requests?range=30d");
  await expect(page.getByRole("switch", { name: /live updates$/ })).toHaveText("Live");
  await page.mouse.wheel(0, 700);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(300);
  const read = page.locator("tbody tr[data-row]").nth(20);
  const before = await read.getAttribute("data-row");
  const { requestId } = await portal.chat();
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(page.locator(`tr[data-row="${requestId}"]`)).toBeInViewport();
  await expect(page.locator("tbody tr[data-row]").nth(21)).toHaveAttribute("data-row", before ?? "");
});

test("a list that lost its connection says so, and catches up by itself", async ({ page, portal, context }) => {
  await page.goto("/requests");
  const live = page.getByRole("switch", { name: /live updates$/ });
  await expect(live).toHaveText("Live");
  await page.route("**/api/admin/requests/live*", (route) => route.abort());
  await context.setOffline(true);
  await expect(page.getByText(/^Disconnected\./)).toBeVisible();
  const { requestId } = await portal.chat();
  await context.setOffline(false);
  await page.unroute("**/api/admin/requests/live*");
  await expect(live).toHaveText("Live", { timeout: 30_000 });
  await expect(page.locator(`tr[data-row="${requestId}"]`)).toBeVisible();
  await expect(page.getByText(/^Disconnected\./)).toHaveCount(0);
});

test("one request tells how it ended, what was decided, what it cost and at which price", async ({ page, portal }) => {
  const { requestId } = await portal.chat({ stream: true });
  await page.goto(`/requests?q=${requestId}`);
  await page.locator(`tr[data-row="${requestId}"]`).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: /^Streamed in / })).toBeVisible();
  for (const step of ["Who calls", "What is asked", "Where it may go", "Quotas", "Attempt 1", "Answer streamed"]) {
    await expect(page.getByText(step, { exact: true })).toBeVisible();
  }
  await expect(page.getByRole("heading", { name: "Attempts" })).toBeVisible();
  await expect(page.getByText(/^Price version \d+/)).toBeVisible();
  await expect(page.getByRole("row", { name: /^Total/ })).toContainText("$");
  await expect(page.getByRole("button", { name: `Copy request id ${requestId}` }).first()).toBeVisible();
});

test("a refused call says why and what helps", async ({ page, portal }) => {
  const { requestId, status } = await portal.chat({ model: "no-such-model" });
  expect(status).toBeGreaterThanOrEqual(400);
  await page.goto("/requests?outcome=refused");
  const row = page.locator(`tr[data-row="${requestId}"]`);
  await expect(row).toBeVisible();
  await row.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: /^Refused: / })).toBeVisible();
  await expect(page.getByText("No tokens were used")).toBeVisible();
});

test("an unknown key is refused, and the record does not pretend to know it", async ({ page, portal }) => {
  const { requestId, status } = await portal.chat({ key: KEY_THAT_IS_NOT });
  expect(status).toBe(401);
  await page.goto(`/requests/${requestId}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("unknown key").first()).toBeVisible();
});

test("filters live in the address and survive a reload", async ({ page }) => {
  await page.goto("/requests");
  await page.getByRole("button", { name: "Outcome", exact: true }).click();
  await page.getByRole("option", { name: "Refused" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/outcome=refused/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Outcome: Refused", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Remove filter Outcome" }).click();
  await expect(page).not.toHaveURL(/outcome/);
});

test("the list is walked and opened by keyboard", async ({ page, portal }) => {
  await portal.chat();
  const { requestId } = await portal.chat();
  await written(portal, requestId);
  await page.goto("/requests");
  await page.getByRole("switch", { name: /live updates$/ }).click();
  const first = page.locator("tbody tr").first();
  await expect(page.locator(`tr[data-row="${requestId}"]`)).toBeVisible();
  await first.focus();
  await page.keyboard.press("ArrowDown");
  const second = page.locator("tbody tr").nth(1);
  await expect(second).toBeFocused();
  const id = await second.getAttribute("data-row");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/requests/${id}$`));
});

test("older requests load when the end comes into view", async ({ page }) => {
  await page.goto("/requests?range=30d");
  const rows = page.locator("tbody tr[data-row]");
  await expect(rows.first()).toBeVisible();
  const before = await rows.count();
  await page.getByRole("button", { name: "Load more" }).scrollIntoViewIfNeeded();
  await expect.poll(() => rows.count()).toBeGreaterThan(before);
});

test("an id that is nobody's says so", async ({ page }) => {
  await page.goto("/requests/req_0000000000000000000000000");
  await expect(page.getByText("There is no such request")).toBeVisible();
  await page.getByRole("link", { name: "All requests" }).click();
  await expect(page).toHaveURL(/\/requests$/);
});
