import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { ALL_PAGES } from "./fixtures/pages";
import { expect, heard, test } from "./fixtures/portal";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

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
    where: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary?.split("\n")[1]?.trim()}`),
  }));
  expect(found, path).toEqual([]);
}

for (const { name, find } of ALL_PAGES) {
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
