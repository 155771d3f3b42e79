import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures/portal";

test.beforeEach(async ({ page, portal }) => {
  expect((await portal.chat()).status).toBe(200);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: /^Spend by model/ })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
});

test("says the period in numbers and marks what is simulated", async ({ page }) => {
  for (const tile of ["Spend", "Requests", "Tokens", "Time to first token, p50"]) {
    await expect(page.getByRole("heading", { name: tile, exact: true })).toBeVisible();
  }
  await expect(page.getByText("went to the simulated provider")).toBeVisible();
});

test("keeps what is shown in the address, so it can be shared", async ({ page }) => {
  await page.getByRole("combobox", { name: "Group by" }).click();
  await page.getByRole("option", { name: "By team" }).click();
  await expect(page).toHaveURL(/by=team/);
  await expect(page.getByRole("heading", { name: /^Spend by team/ })).toBeVisible();
  await page.getByRole("radio", { name: "Requests" }).click();
  await expect(page).toHaveURL(/measure=requests/);
  await expect(page.getByRole("heading", { name: /^Requests by team/ })).toBeVisible();
  await page.getByRole("button", { name: /^Time range/ }).click();
  await page.getByRole("button", { name: "Last 7 days" }).click();
  await expect(page).toHaveURL(/range=7d/);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Requests by team, last 7 days" })).toBeVisible();
});

test("changes that come quickly one after another are all kept in the address, and none leaves it again", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const browser = await page.context().newCDPSession(page);
  // A slow machine draws the first change while the second and the third are made.
  await browser.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  const seen = await page.evaluate(async () => {
    const press = (name: string) =>
      [...document.querySelectorAll<HTMLElement>("[role=radio]")].find((radio) => radio.textContent === name)?.click();
    const searches: string[] = [];
    const watch = setInterval(() => searches.push(location.search), 5);
    for (const name of ["Requests", "Day", "Tokens", "Hour"]) {
      press(name);
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    // Until the drawing of every change has ended.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    clearInterval(watch);
    return searches;
  });
  expect(seen.at(-1)).toContain("measure=tokens");
  expect(seen.at(-1)).toContain("bucket=hour");
  const changes = seen.filter((search, index) => search !== seen[index - 1]);
  expect(new Set(changes).size, `an address that was left came back: ${changes.join(" ")}`).toBe(changes.length);
});

test("every chart is also a table and a file", async ({ page }) => {
  await page.getByRole("button", { name: /^Show Spend by model.* as a table$/ }).click();
  await expect(page.getByRole("table").first().getByRole("columnheader").first()).toHaveText(/Day|Hour/);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download Spend by model.* as CSV$/ }).click(),
  ]);
  const text = await readFile(await file.path(), "utf8");
  expect(file.suggestedFilename()).toMatch(/^spend-by-model-.*\.csv$/);
  expect(text.split("\r\n")[0]).toMatch(/^start,complete,/);
});

test("a series can be taken out of the chart and brought back", async ({ page }) => {
  const legend = page.getByRole("list", { name: "Series" }).first();
  const first = legend.getByRole("button").first();
  await first.click();
  await expect(first).toHaveAttribute("aria-pressed", "false");
  await first.click();
  await expect(first).toHaveAttribute("aria-pressed", "true");
});

test("the chart is reached by keyboard, and Enter leads to the requests behind a bucket", async ({ page }) => {
  const chart = page.getByRole("application").first();
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("Click for the requests behind")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/requests\?from=.*to=/);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Requests" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Time range: [A-Z][a-z]{2} \d/ })).toBeVisible();
});

test("a team in the top list leads to its requests", async ({ page }) => {
  const top = page.getByRole("list", { name: "Top teams by spend" }).getByRole("link").first();
  await top.click();
  await expect(page).toHaveURL(/\/requests\?.*team=team_/);
  await expect(page.getByRole("button", { name: /^Team:/ })).toBeVisible();
});
