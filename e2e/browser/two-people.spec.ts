import { uniqueName } from "./fixtures/new-project";
import { expect, test } from "./fixtures/portal";

test("an owner cannot loosen the list alone, asks on the spot, and another admin's approval does it", async ({
  browser,
  page,
  portal,
}) => {
  test.setTimeout(120_000);
  const name = uniqueName("second");
  const invited = await portal.admin<{ person: { id: string }; signInLink: { url: string } }>("POST", "/people", {
    name,
    email: `${name}@journeys.example`,
    role: "admin",
    teams: [],
  });
  await page.goto("/settings/organization");
  const scim = page.getByRole("switch", { name: "Making or rotating a SCIM token" });
  await scim.click();
  await expect(scim).toBeChecked();
  await page.reload();
  await scim.click();
  const asking = page.getByRole("dialog", { name: "This takes two people" });
  await asking.getByLabel("What is it for?").fill("The directory is being replaced.");
  await asking.getByRole("button", { name: "Ask for approval" }).click();
  await page.waitForURL(/\/access-requests\/arq_/);
  await expect(page.getByText("Making a SCIM token")).toBeVisible();
  await expect(page.getByText("Nobody decides their own request.")).toBeVisible();

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const second = await context.newPage();
  await second.goto(invited.signInLink.url);
  await second.getByRole("button", { name: "Sign in" }).click();
  await second.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await second.goto(page.url());
  await expect(second.getByText("The directory is being replaced.")).toBeVisible();
  await second.getByRole("button", { name: "Approve these rules" }).click();
  await expect(second.getByText(`${name} approved it`)).toBeVisible();

  await page.goto("/settings/organization");
  await expect(scim).not.toBeChecked();
  await context.close();
});

test("a SCIM token that takes two people is made by its asker on the approved request's page", async ({
  browser,
  page,
  portal,
}) => {
  test.setTimeout(120_000);
  const name = uniqueName("second");
  const invited = await portal.admin<{ signInLink: { url: string } }>("POST", "/people", {
    name,
    email: `${name}@journeys.example`,
    role: "admin",
    teams: [],
  });
  const rules = await portal.admin<{ changes: string[]; budgetAboveUsd: string }>("GET", "/four-eyes");
  const changes = [...new Set([...rules.changes, "create_scim_token"])];
  await portal.admin("PUT", "/four-eyes", { ...rules, changes });
  await page.goto("/settings/sign-in");
  const token = uniqueName("directory");
  await page.getByRole("button", { name: "Create token" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(token);
  await page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await page.waitForURL(/\/access-requests\/arq_/);

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const second = await context.newPage();
  await second.goto(invited.signInLink.url);
  await second.getByRole("button", { name: "Sign in" }).click();
  await second.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await second.goto(page.url());
  await second.getByRole("button", { name: "Approve token" }).click();
  await expect(second.getByText(`${name} approved it`)).toBeVisible();
  await expect(second.getByRole("button", { name: "Create token" })).toHaveCount(0);

  await page.reload();
  await page.getByRole("button", { name: "Create token" }).click();
  await expect(page.getByTestId("scim-token")).toHaveText(/^ghs_/);
  await page.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByRole("button", { name: "Create token" })).toHaveCount(0);
  await context.close();
});
