import type { Page } from "@playwright/test";
import { newProject } from "./fixtures/new-project";
import { expect, heard, listen, test } from "./fixtures/portal";
import { freshSignInLink } from "./fixtures/sign-in-link";

/** Moves on with Tab until the wanted thing has the focus; each stop must be seen, and none may hold it. */
async function tabTo(page: Page, wanted: { role: string; name: RegExp }, most = 60): Promise<void> {
  let before = "";
  for (let stop = 0; stop < most; stop++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement as HTMLElement;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const implied: Record<string, string> = { A: "link", BUTTON: "button", TEXTAREA: "textbox", INPUT: "textbox" };
      return {
        role: one.getAttribute("role") ?? implied[one.tagName] ?? one.tagName,
        name:
          one.getAttribute("aria-label") ?? (one as HTMLInputElement).labels?.[0]?.textContent ?? one.textContent ?? "",
        isMarked: (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none",
        isOnPage: one !== document.body && box.width > 0 && box.height > 0,
        path: `${one.tagName}#${one.id}.${one.className}@${box.x},${box.y}`,
      };
    });
    if (at.isOnPage) {
      expect(at.isMarked, `focus is seen on ${at.role} ${at.name}`).toBe(true);
      expect(at.path, "Tab moves on").not.toBe(before);
    }
    before = at.path;
    if (at.role === wanted.role && wanted.name.test(at.name.trim())) return;
  }
  throw new Error(`Tab never reached ${wanted.role} ${wanted.name}`);
}

test("a person without a mouse signs in, issues a key, finds a request, opens it and goes back", async ({
  browser,
  portal,
}) => {
  test.setTimeout(120_000);
  const { requestId } = await portal.chat();
  const { project } = await newProject(portal);
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  const complaints = listen(page);

  await page.goto(await freshSignInLink(portal, "admin"));
  await tabTo(page, { role: "button", name: /^Sign in/ });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await heard(page);

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("issue key");
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Issue key" });
  await expect(sheet).toBeVisible();
  await tabTo(page, { role: "combobox", name: /^Project/ });
  await page.keyboard.press("Enter");
  await page.keyboard.type(project.name);
  await expect(page.getByRole("option", { name: project.name })).toBeVisible();
  await page.keyboard.press("Enter");
  await tabTo(page, { role: "textbox", name: /^Name/ });
  await page.keyboard.type("without a mouse");
  await tabTo(page, { role: "button", name: /^Issue key/ });
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("secret")).toBeVisible();
  await tabTo(page, { role: "button", name: /^I have stored it/ });
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("secret")).toHaveCount(0);

  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page.getByRole("heading", { level: 1, name: "Requests" })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type(requestId);
  const row = page.locator(`tr[data-row="${requestId}"]`);
  await expect(page.locator("tbody tr[data-row]")).toHaveCount(1);
  await tabTo(page, { role: "button", name: /^Outcome/ });
  await page.keyboard.press("Enter");
  await page.keyboard.type("finished");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/outcome=ok/);
  await expect(row).toBeVisible();
  await tabTo(page, { role: "TR", name: /./ });
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/requests/${requestId}$`));
  await expect(page.getByRole("heading", { level: 1, name: /^(Answered|Streamed)/ })).toBeVisible();
  // The browser's own key for it is not the page's, and a browser without a window has none.
  await page.goBack();
  await expect(page).toHaveURL(/outcome=ok/);
  await expect(row).toBeVisible();
  expect(complaints).toEqual([]);
  await context.close();
});
