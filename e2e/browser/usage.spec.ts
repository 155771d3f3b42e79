import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures/portal";

test("explores by any dimension, narrows to one, and leads to the requests behind", async ({ page, portal }) => {
  expect((await portal.chat()).status).toBe(200);
  await page.goto("/usage?range=30d");
  await expect(page.getByRole("heading", { name: "Spend by team, last 30 days" })).toBeVisible();
  await page.getByRole("combobox", { name: "Group by" }).click();
  await page.getByRole("option", { name: "By cost centre" }).click();
  await expect(page).toHaveURL(/by=cost_centre/);
  const table = page.getByRole("table", { name: "Usage by cost centre" });
  await expect(table.getByRole("link", { name: "CC-2210" })).toBeVisible();
  await page.getByRole("button", { name: "Only CC-2210" }).click();
  await expect(page).toHaveURL(/costCentre=CC-2210/);
  await expect(table.getByRole("row")).toHaveCount(2);
  await page.getByRole("combobox", { name: "Group by" }).click();
  await page.getByRole("option", { name: "By model" }).click();
  const models = page.getByRole("table", { name: "Usage by model" });
  await expect(models.getByRole("link").first()).toBeVisible();
  await page.reload();
  await expect(page.getByText("Cost centre: CC-2210")).toBeVisible();
  await models.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/requests\?.*model=/);
});

test("tells calls apart by a tag, by token class, and beside the period before, all in the address", async ({
  page,
}) => {
  await page.goto("/usage?range=30d&by=tag");
  await page.getByRole("combobox", { name: "Tag" }).click();
  await page.getByRole("option", { name: "env" }).click();
  await expect(page.getByRole("table", { name: "Usage by tag env" }).getByText("production")).toBeVisible();
  await expect(page).toHaveURL(/name=env/);
  await page.goto("/usage?range=30d&by=token_class");
  await expect(page.getByRole("heading", { name: "Tokens by token class, last 30 days" })).toBeVisible();
  await page.goto("/usage?range=7d&compare=true&measure=requests");
  await expect(page.getByRole("heading", { name: "Requests beside the period before, last 7 days" })).toBeVisible();
  await page.getByRole("switch", { name: "Compare with the period before" }).click();
  await expect(page.getByRole("heading", { name: "Requests by team, last 7 days" })).toBeVisible();
});

test("a month's statement splits shared costs, says line by line why, and leaves as a file", async ({
  page,
  portal,
}) => {
  await portal.chat();
  await page.goto("/usage/statements");
  await expect(page.getByRole("list", { name: "Shared costs" }).getByText("CC-1100")).toBeVisible();
  const months = page.getByRole("table", { name: "Statements" }).getByRole("link");
  await months.first().click();
  await expect(page.getByText("It can be closed once it is over.")).toBeVisible();
  // In its first hours the running month has nothing of a shared cost centre yet.
  await page.goBack();
  await months.nth(1).click();
  const centres = page.getByRole("table", { name: "Cost centres" });
  await centres.getByRole("button", { name: "CC-1100" }).click();
  const lines = page.getByRole("table", { name: "Statement lines" });
  await expect(lines.getByText(/^Carried by CC-/).first()).toBeVisible();
  await page.getByRole("button", { name: "Export" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "FOCUS columns, for FinOps tools" }).click(),
  ]);
  expect((await readFile(await file.path(), "utf8")).split("\r\n")[0]).toContain("BilledCost,BillingAccountId");
});

test("what if: another model's price for last month's calls", async ({ page }) => {
  await page.goto("/usage/what-if?range=30d&as=atlas-4-mini&answered=50");
  await expect(page.getByText(/in the last 30 days would have been/)).toBeVisible();
  await expect(page.getByRole("table", { name: "What if, by model" }).getByRole("row").nth(1)).toBeVisible();
});

test("a limit says where it is going, and whom another one would block", async ({ page, portal }) => {
  const { items } = await portal.admin<{ items: { id: string; unit: string; window: string }[] }>(
    "GET",
    "/quotas?scopeKind=organization",
  );
  const budget = items.find((quota) => quota.unit === "usd" && quota.window === "month");
  await page.goto(`/limits/${budget?.id}`);
  await expect(page.getByRole("heading", { name: "Burn-down" })).toBeVisible();
  await expect(page.getByText(/On course for .* Confidence (high|medium|low)/)).toBeVisible();
  await page.getByLabel("A limit to try").fill("1");
  await page.getByRole("button", { name: "Play again" }).click();
  await expect(page.getByText(/It would have refused about/)).toBeVisible();
  await expect(page).toHaveURL(/try=1/);
  await expect(page.getByRole("table", { name: "Keys it would have met" }).getByRole("link").first()).toBeVisible();
});
