import { expect, test } from "./fixtures/portal";

test("two models answer side by side, with what each took, the record behind it, and a link for others", async ({
  page,
}) => {
  await page.goto("/playground?models=atlas-4");
  const columns = page.getByRole("region", { name: /^Conversation with/ });
  await expect(columns).toHaveCount(1);
  await page.getByRole("button", { name: "Add model" }).click();
  await expect(columns).toHaveCount(2);
  await page.getByRole("combobox", { name: "Model" }).last().click();
  await page.getByRole("option", { name: "atlas-4-mini" }).click();
  await page.getByRole("textbox", { name: "Message" }).fill("Say hello in one word.");
  await page.keyboard.press("Enter");
  for (const column of [columns.first(), columns.last()]) {
    await expect(column.getByText("First token")).toBeVisible();
    await expect(column.getByText("Cost")).toBeVisible();
  }
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Share", exact: true }).click();
  const link = await page
    .getByRole("dialog")
    .getByText(/\/playground\?share=pgs_/)
    .textContent();
  await page.goto(link?.trim() ?? "");
  await expect(page.getByText(/^Shared by/)).toBeVisible();
  await expect(columns.first().getByText("Say hello in one word.", { exact: true })).toBeVisible();
  await columns.first().getByRole("link", { name: "Request" }).click();
  await expect(page).toHaveURL(/\/requests\/req_/);
  await expect(page.getByText(/^Playground of/).first()).toBeVisible();
});

test("a column that is not needed is taken away again, and the last one stays", async ({ page }) => {
  await page.goto("/playground?models=atlas-4");
  await page.getByRole("button", { name: "Add model" }).click();
  const columns = page.getByRole("group", { name: /^Column of/ });
  await expect(columns).toHaveCount(2);
  await columns
    .last()
    .getByRole("button", { name: /^Remove/ })
    .click();
  await expect(columns).toHaveCount(1);
  await expect(page.getByRole("group", { name: "Column of atlas-4", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Remove/ })).toHaveCount(0);
});

test("what the gateway refuses is said in the column, by a key that is seen among one's keys", async ({
  page,
  portal,
}) => {
  await page.goto("/playground?models=no-such-model");
  await page.getByRole("textbox", { name: "Message" }).fill("Hello?");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText(/no-such-model/).last()).toBeVisible();
  await expect(page.getByText("No answer")).toBeVisible();
  const { items } = await portal.admin<{ items: { name: string; playground: boolean }[] }>("GET", "/keys?mine=true");
  expect(items.some(({ playground }) => playground)).toBe(true);
});
