import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures/portal";
import { freshSignInLink } from "./fixtures/sign-in-link";

const LONGEST_MS = 150_000;

/** The proof holds the gateway to promises in seconds: no other journey may take the machine from it. */
test("an owner proves enforcement, looks into a cell, follows a call, keeps and verifies the document", {
  tag: "@alone",
}, async ({ page }) => {
  test.setTimeout(2 * LONGEST_MS);
  await page.goto("/");
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Proof of enforcement" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Proof of enforcement" })).toBeVisible();
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page.getByRole("progressbar", { name: "Cells tried" })).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0, { timeout: LONGEST_MS });
  await expect(page.getByRole("heading", { name: /^Held All \d+ cells held$/ })).toBeVisible();

  const matrix = page.getByRole("region", { name: "Matrix" }).getByRole("table");
  await expect(matrix.getByRole("button", { name: /: broken$/ })).toHaveCount(0);
  await matrix.getByRole("button", { name: "Used-up budget refused, POST /chat/completions, streamed: held" }).click();
  const sheet = page.getByRole("dialog", { name: "Used-up budget refused" });
  await expect(sheet).toContainText("429 budget_exceeded of the key");
  await sheet.getByRole("link", { name: /^req_/ }).last().click();
  await expect(page.getByRole("heading", { level: 1, name: /^Refused: / })).toBeVisible();
  await page.goBack();

  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText("unchanged and was signed by this installation")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download signed document" }).click(),
  ]);
  const signed = JSON.parse(await readFile(await download.path(), "utf8")) as { document: { passed: boolean } };
  expect(signed.document.passed).toBe(true);
});

test("it can run every day", async ({ page, portal }) => {
  await portal.admin("PUT", "/proof-settings/schedule", { minuteOfDay: null });
  await page.goto("/settings/proof");
  await page.getByRole("switch", { name: "Run every day" }).click();
  await expect(page.getByRole("combobox", { name: "Time of day" })).toContainText("03:00");
  await page.reload();
  await expect(page.getByRole("switch", { name: "Run every day" })).toBeChecked();
  await page.getByRole("switch", { name: "Run every day" }).click();
  await expect(page.getByRole("combobox", { name: "Time of day" })).toHaveCount(0);
});

test("an auditor reads proofs and cannot run one", async ({ browser, portal }) => {
  const link = await freshSignInLink(portal, "auditor");
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.goto("/settings/proof");
  await expect(page.getByRole("heading", { level: 1, name: "Proof of enforcement" })).toBeVisible();
  await expect(page.getByRole("switch", { name: "Run every day" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Run now" })).toHaveCount(0);
  await context.close();
});
