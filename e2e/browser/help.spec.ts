import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./fixtures/portal";

test("help beside a field opens by keyboard, says what happens, leads to the documentation, and Escape closes only it", async ({
  page,
}) => {
  await page.goto("/limits");
  await page.getByRole("button", { name: "Add limit" }).first().click();
  const form = page.getByRole("dialog", { name: /^Add limit/ });
  const help = form.getByRole("button", { name: "Help", description: "Beyond the limit" });
  await help.focus();
  await page.keyboard.press("Enter");
  const words = page.getByRole("dialog", { name: "Beyond the limit" });
  await expect(words).toContainText("set it in shadow first");
  const found = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  await expect(words.getByRole("link", { name: "Read more" })).toHaveAttribute("href", "/docs/quotas");
  await page.keyboard.press("Escape");
  await expect(words).toHaveCount(0);
  await expect(form).toBeVisible();
  await expect(help).toBeFocused();
});

test("help opens by touch on a phone and stays inside the screen", async ({ browser, owner, baseURL }) => {
  const phone = await browser.newContext({
    storageState: owner,
    baseURL: baseURL ?? "",
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const page = await phone.newPage();
  await page.goto("/settings/privacy");
  await page.getByRole("button", { name: "Help", description: "Days that records are kept" }).tap();
  const words = page.getByRole("dialog", { name: "Days that records are kept" });
  await expect(words).toContainText("statements stay");
  const box = await words.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  await phone.close();
});

test("the documentation is read in the portal, and nothing beside it", async ({ page }) => {
  await page.goto("/docs/quotas");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/quota/i);
  const answer = await page.goto("/docs/..%2FREADME");
  expect(answer?.status()).toBe(404);
  await expect(page.getByText("There is no such page")).toBeVisible();
});
