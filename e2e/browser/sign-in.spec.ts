import type { BrowserContext } from "@playwright/test";
import { expect, heard, test } from "./fixtures/portal";
import { freshSignInLink } from "./fixtures/sign-in-link";

/** Contexts take the owner's cookies over unless told otherwise. */
const NOBODY = { storageState: { cookies: [], origins: [] } };

test.describe("a visitor without a session", () => {
  let visitor: BrowserContext;
  test.beforeEach(async ({ browser }) => {
    visitor = await browser.newContext(NOBODY);
  });
  test.afterEach(() => visitor.close());

  test("is led to sign-in and told how to get in", async ({ portal }) => {
    const page = await visitor.newPage();
    await page.goto(`${portal.origin}/requests?outcome=refused`);
    await expect(page.getByRole("heading", { name: "Sign in to Gatehouse" })).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in\?next=%2Frequests%3Foutcome%3Drefused$/);
    await expect(page.getByText("Someone else runs it")).toBeVisible();
  });

  test("signs in with a link, whose token leaves the address at once, and comes back to their page", async ({
    portal,
  }) => {
    const link = await freshSignInLink(portal);
    const page = await visitor.newPage();
    await page.goto(link.replace("#", "?next=%2Frequests%3Foutcome%3Drefused#"));
    const button = page.getByRole("button", { name: "Sign in" });
    await expect(button).toBeVisible();
    expect(page.url()).not.toContain("ghl_");
    await button.click();
    await expect(page.getByRole("heading", { level: 1, name: "Requests" })).toBeVisible();
    await expect(page).toHaveURL(/\/requests\?outcome=refused$/);
  });

  test("cannot use a link twice", async ({ portal, browser }) => {
    const link = await freshSignInLink(portal);
    const page = await visitor.newPage();
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

    const second = await browser.newContext(NOBODY);
    const other = await second.newPage();
    await other.goto(link);
    await other.getByRole("button", { name: "Sign in" }).click();
    await expect(other.getByRole("heading", { name: "This link does not work" })).toBeVisible();
    await expect(other.getByRole("link", { name: "How to get a new link" })).toBeVisible();
    await second.close();
  });

  test("keeps a link that a preview only looked at", async ({ portal }) => {
    const link = await freshSignInLink(portal);
    const preview = await visitor.newPage();
    await preview.goto(link);
    await expect(preview.getByRole("button", { name: "Sign in" })).toBeVisible();
    await preview.close();
    const page = await visitor.newPage();
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  });

  test("is told when a link was cut", async ({ portal }) => {
    const page = await visitor.newPage();
    await page.goto(`${portal.origin}/sign-in/link`);
    await expect(page.getByText("This link has no token in it")).toBeVisible();
  });

  test("is never sent to another site after signing in", async ({ portal }) => {
    const link = await freshSignInLink(portal);
    const page = await visitor.newPage();
    await page.goto(link.replace("#", "?next=%2F%2Fevil.example%2F#"));
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    expect(page.url()).toBe(`${portal.origin}/`);
  });

  test("cannot be made to post a form to another site", async ({ portal }) => {
    const page = await visitor.newPage();
    await page.goto(`${portal.origin}/sign-in`);
    const stopped = await page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
          const form = Object.assign(document.createElement("form"), {
            method: "post",
            action: "https://evil.example/",
          });
          document.body.append(form);
          form.submit();
        }),
    );
    expect(stopped).toBe("form-action");
  });

  test("signs out, and the session is over on the server as well", async ({ portal }) => {
    const link = await freshSignInLink(portal);
    const page = await visitor.newPage();
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await heard(page);
    const cookies = await visitor.cookies();
    await page.getByRole("button", { name: /^Profile/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByText("You are signed out")).toBeVisible();
    await visitor.addCookies(cookies);
    await page.goto(`${portal.origin}/requests`);
    await expect(page.getByRole("heading", { name: "Sign in to Gatehouse" })).toBeVisible();
  });
});
