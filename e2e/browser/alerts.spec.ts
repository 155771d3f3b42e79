import { uniqueName } from "./fixtures/new-project";
import { expect, test } from "./fixtures/portal";

test("a destination is added, its secret shown once, a test sent with the answer in view, and removed", async ({
  page,
}) => {
  const name = uniqueName("Hook");
  await page.goto("/settings/notices");
  await page.getByRole("button", { name: "Add destination" }).first().click();
  const form = page.getByRole("dialog", { name: "Add destination" });
  await form.getByRole("button", { name: "Add destination" }).click();
  await expect(form.getByText("This is needed.")).toHaveCount(2);
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Address").fill("https://10.0.0.8/hook");
  await form.getByRole("button", { name: "Add destination" }).click();
  await expect(page.getByRole("dialog", { name: "The webhook is added" }).getByText(/^whsec_/)).toBeVisible();
  await page.getByRole("button", { name: "I have stored it" }).click();
  const row = page.getByRole("list", { name: "Destinations" }).getByRole("listitem").filter({ hasText: name });
  await row.getByRole("button", { name: "Send a test" }).click();
  await expect(row.getByRole("status")).toContainText("The test did not arrive");
  await expect(row.getByRole("status")).toContainText("GATEHOUSE_EGRESS_ALLOW");
  await page.reload();
  await expect(row).toBeVisible();
  await expect(page.getByText(/^whsec_/)).toHaveCount(0);
  await row.getByRole("button", { name: `More about ${name}` }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await page.getByRole("button", { name: "Remove destination" }).click();
  await expect(row).toHaveCount(0);
});

test("an alert is found from the bell, acknowledged and resolved, and its history says by whom", async ({ page }) => {
  await page.goto("/alerts");
  const table = page.getByRole("table", { name: "Alerts" });
  const open = table
    .getByRole("row")
    .filter({ has: page.getByText("Open", { exact: true }) })
    .first();
  await open.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/alerts\/alt_/);
  await page.getByRole("button", { name: /^Acknowledge/ }).click();
  await expect(page.getByRole("list", { name: "History" })).toContainText("Acknowledged by");
  await page.getByRole("button", { name: /^Resolve/ }).click();
  const dialog = page.getByRole("dialog", { name: "Resolve this alert?" });
  await dialog.getByLabel("What was done").fill("Raised the budget");
  await dialog.getByRole("button", { name: "Resolve alert" }).click();
  await expect(page.getByRole("list", { name: "History" })).toContainText("Raised the budget");
  await page.getByRole("button", { name: /^Notices/ }).click();
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(page.getByRole("button", { name: "Notices", exact: true })).toBeVisible();
});

test("a rule is switched off and its numbers changed", async ({ page }) => {
  await page.goto("/settings/notices?tab=rules");
  const rule = page.getByRole("list", { name: "Rules" }).getByRole("listitem").filter({ hasText: "Latency" });
  await rule.getByRole("button", { name: "Change numbers of Latency" }).click();
  const dialog = page.getByRole("dialog", { name: "Latency" });
  await dialog.getByLabel(/Times the seven days before/).fill("4");
  await dialog.getByRole("button", { name: "Save numbers" }).click();
  await expect(rule).toContainText("Times the seven days before 4 ×");
  await rule.getByRole("switch").click();
  await expect(rule.getByRole("switch")).not.toBeChecked();
});
