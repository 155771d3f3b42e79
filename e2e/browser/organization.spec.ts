import { expect, test } from "./fixtures/portal";

test("the organization moves to another time zone, and its limits say so", async ({ page, portal }) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Organization" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Organization" })).toBeVisible();
  const before = await portal.admin<{ organization: { timeZone: string } }>("GET", "/me");
  try {
    await page.getByLabel("Time zone").click();
    await page.getByPlaceholder("Find time zones").fill("tokyo");
    await page.getByRole("option", { name: "Asia/Tokyo" }).click();
    await page.getByRole("button", { name: "Save organization" }).click();
    await expect(page.getByText("Organization saved")).toBeVisible();
    const { items } = await portal.admin<{ items: { id: string; window: string }[] }>(
      "GET",
      "/quotas?scopeKind=organization",
    );
    await page.goto(`/limits/${items.find(({ window }) => window === "month")?.id}`);
    await expect(page.getByText("Asia/Tokyo")).toBeVisible();
  } finally {
    await portal.admin("PATCH", "/organization", { timeZone: before.organization.timeZone });
  }
});
