import { newProject, uniqueName } from "./fixtures/new-project";
import { expect, test } from "./fixtures/portal";
import { freshSignInLink } from "./fixtures/sign-in-link";

const ROOMS = [
  { key: "o", name: "Overview", path: "/" },
  { key: "k", name: "Keys", path: "/keys" },
  { key: "l", name: "Budgets & limits", path: "/limits" },
  { key: "b", name: "Usage & cost", path: "/usage" },
  { key: "w", name: "Alerts", path: "/alerts" },
  { key: "q", name: "Access requests", path: "/access-requests" },
  { key: "r", name: "Requests", path: "/requests" },
  { key: "x", name: "Playground", path: "/playground" },
  { key: "m", name: "Models", path: "/models" },
  { key: "p", name: "Providers", path: "/providers" },
  { key: "t", name: "Teams & projects", path: "/teams" },
  { key: "a", name: "Audit", path: "/audit" },
  { key: "v", name: "Access reviews", path: "/reviews" },
  { key: "z", name: "Organization", path: "/settings/organization" },
  { key: "d", name: "Retention & privacy", path: "/settings/privacy" },
  { key: "i", name: "API tokens", path: "/settings/tokens" },
  { key: "s", name: "Alerts & notices", path: "/settings/notices" },
  { key: "c", name: "Audit checkpoints", path: "/settings/checkpoints" },
];

test("every room of the sidebar exists, names itself and is marked as current", async ({ page }) => {
  await page.goto("/");
  for (const room of ROOMS) {
    await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: room.name, exact: true }).click();
    await expect(page).toHaveURL((url) => url.pathname === room.path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("aside a[aria-current=page]")).toHaveText(new RegExp(`^${room.name}\\d*$`));
  }
});

test("g and a letter goes to each room", async ({ page }) => {
  await page.goto("/keys");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const room of ROOMS) {
    await page.keyboard.press("g");
    await page.keyboard.press(room.key);
    await expect(page).toHaveURL((url) => url.pathname === room.path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});

test("the palette opens by keyboard, finds a model by name and leads to it", async ({ page, portal }) => {
  const { items } = await portal.admin<{ items: { id: string; name: string }[] }>("GET", "/models");
  const model = items[0];
  if (!model) throw new Error("the demo has no model");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search and do anything" }).fill(model.name);
  await page.getByRole("option", { name: model.name }).first().click();
  await expect(page).toHaveURL(new RegExp(`/models/${model.id}$`));
});

test("the palette starts issuing a key", async ({ page }) => {
  await page.goto("/requests");
  await expect(page.getByRole("heading", { level: 1, name: "Requests" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search and do anything" }).fill("issue");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: /issue key/i })).toBeVisible();
});

test("a slash goes to the page's search, a question mark shows the shortcuts, and typing stays typing", async ({
  page,
}) => {
  await page.goto("/requests");
  const search = page.getByRole("searchbox");
  await expect(search).toBeVisible();
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.keyboard.type("g r?");
  await expect(search).toHaveValue("g r?");
  await search.fill("");
  await search.blur();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the theme and the sidebar stay as they were left", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const html = page.locator("html");
  await expect(html).toHaveClass(/light/);
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  await expect(html).toHaveClass(/dark/);
  await page.getByRole("button", { name: "Collapse sidebar" }).click();
  await page.reload();
  await expect(html).toHaveClass(/dark/);
  await expect(page.getByRole("button", { name: "Expand sidebar" })).toBeVisible();
});

test("the first tab stop skips to the content", async ({ page }) => {
  await page.goto("/requests");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
});

test("an address that is nothing says so and leads back", async ({ page }) => {
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("somebody who is in no team yet learns whom to ask, and is shown no room that would refuse them", async ({
  browser,
  portal,
}) => {
  const visitor = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await visitor.newPage();
  await page.goto(await freshSignInLink(portal, "member"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "You are in no team yet" })).toBeVisible();
  const rooms = page.getByRole("navigation", { name: "Rooms" });
  await expect(rooms.getByRole("link", { name: "Models" })).toBeVisible();
  await expect(rooms.getByRole("link", { name: "Requests" })).toHaveCount(0);
  await visitor.close();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("no room is wider than the screen, and all are within reach", async ({ page }) => {
    await page.goto("/");
    for (const room of ROOMS) {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("dialog", { name: "Rooms" }).getByRole("link", { name: room.name, exact: true }).click();
      await expect(page).toHaveURL((url) => url.pathname === room.path);
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wider, `${room.name} overflows`).toBeLessThanOrEqual(0);
    }
  });
});

test("every room's table fits a window of 1280 pixels, also with the longest names", async ({ page, portal }) => {
  const long = `${uniqueName("a-long-name")}-${"of-somebody-who-likes-to-be-exact-".repeat(2)}`.slice(0, 80);
  const { project } = await newProject(portal);
  await portal.admin("POST", "/keys", { projectId: project.id, name: long, allowedModels: ["*"] });
  await portal.admin("POST", "/models", { name: long, deployments: [] });
  await portal.chat({ model: long });
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const room of ROOMS) {
    await page.goto(room.path);
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
    await expect(page.locator("[data-fits=false]"), room.name).toHaveCount(0);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider, `${room.name} overflows`).toBeLessThanOrEqual(0);
  }
});

test("a table that is wider than its room scrolls to its last column, and one that fits keeps its header in view", async ({
  page,
}) => {
  await page.goto("/requests");
  const last = page.getByRole("columnheader").last();
  // Edges lie between pixels.
  const whole = { ratio: 0.99 };
  await page.setViewportSize({ width: 1024, height: 700 });
  await expect(page.locator("[data-fits=false]")).toBeVisible();
  await expect(last).not.toBeInViewport(whole);
  await page.locator("[data-fits]").evaluate((frame) => frame.scrollTo({ left: frame.scrollWidth }));
  await expect(last).toBeInViewport(whole);
  await page.setViewportSize({ width: 1600, height: 700 });
  await expect(page.locator("[data-fits=true]")).toBeVisible();
  await page.locator("tbody tr[data-row]").nth(19).scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport(whole);
});
