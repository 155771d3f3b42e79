import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { type Account, beAccount } from "../openid-provider/start-openid-provider";
import { underTest } from "./fixtures/owner-session";
import { expect, test } from "./fixtures/portal";

/** Contexts take the owner's cookies over unless told otherwise. */
const NOBODY = { storageState: { cookies: [], origins: [] } };

interface Somebody extends Account {
  email: string;
}

function somebody(claims: Record<string, unknown> = {}): Somebody {
  const email = `${randomUUID()}@journeys.example`;
  return { sub: randomUUID(), email, claims: { email, email_verified: true, name: "Grace Hopper", ...claims } };
}

/** Presses the provider's button in a browser of its own. */
async function arrive(
  browser: Browser,
  account: Account,
  path = "/",
): Promise<{ page: Page; context: BrowserContext }> {
  await beAccount(underTest().issuer, account);
  const context = await browser.newContext(NOBODY);
  const page = await context.newPage();
  await page.goto(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByRole("button", { name: "Continue with the test provider" }).click();
  return { page, context };
}

test.describe("single sign-on", () => {
  test("is tried out, saved as a rule, gives the role, and is ended everywhere at once", async ({ page, browser }) => {
    const group = `auditors-${randomUUID().slice(0, 8)}`;
    const account = somebody({ groups: [group] });

    await page.goto("/settings/sign-in");
    await page.getByRole("button", { name: "Add rule" }).first().click();
    const rule = page.getByRole("listitem", { name: /^Rule \d+$/ }).last();
    await rule.getByLabel("Value").fill(group);
    await rule.getByRole("combobox", { name: "Role", exact: true }).click();
    await page.getByRole("option", { name: "Auditor" }).click();
    await page.getByLabel("Claims").fill(JSON.stringify({ sub: account.sub, ...account.claims }));
    await page.getByRole("button", { name: "Try", exact: true }).click();
    await expect(page.getByText("Joins as somebody new")).toBeVisible();
    await expect(page.getByText(`groups is "${group}": gives role auditor.`)).toBeVisible();
    await page.getByRole("button", { name: "Save rules" }).click();
    await expect(page.getByText("Rules saved")).toBeVisible();

    const first = await arrive(browser, account, "/me");
    await expect(first.page).toHaveURL(/\/me$/);
    await expect(first.page.getByText(/^auditor of /)).toBeVisible();
    const second = await arrive(browser, account);
    await expect(second.page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

    await first.page.reload();
    await expect(first.page.getByText("This browser")).toHaveCount(1);
    await expect(first.page.getByRole("button", { name: "End session" })).toHaveCount(1);
    await first.page.getByRole("button", { name: "Sign out everywhere" }).click();
    await first.page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await expect(first.page.getByText("You are signed out")).toBeVisible();
    await second.page.goto("/requests");
    await expect(second.page.getByRole("heading", { name: "Sign in to Gatehouse" })).toBeVisible();
    await first.context.close();
    await second.context.close();
  });

  test("tells whom nothing lets in what to do", async ({ browser }) => {
    const { page, context } = await arrive(browser, somebody());
    await expect(page.getByText("The provider knows you, but you have no access here.")).toBeVisible();
    await context.close();
  });

  test("connects a directory with a token that is shown once", async ({ page, portal }) => {
    await page.goto("/settings/sign-in");
    const name = `Directory ${randomUUID().slice(0, 8)}`;
    await page.getByRole("button", { name: "Create token" }).click();
    await page.getByLabel("Name").fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
    const token = await page.getByTestId("scim-token").textContent();
    await page.getByRole("button", { name: "I have stored it" }).click();
    await expect(page.getByText(name)).toBeVisible();
    expect(await page.content()).not.toContain(token ?? "");
    const answer = await fetch(`${portal.origin}/api/scim/v2/Users?count=1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
  });
});
