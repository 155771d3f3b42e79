import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { newKey, newProject, uniqueName } from "./fixtures/new-project";
import { underTest } from "./fixtures/owner-session";
import { expect, type PortalDoors, test } from "./fixtures/portal";
import { freshSignInLink } from "./fixtures/sign-in-link";

const run = promisify(execFile);

/** The gateway follows a change within two seconds. */
async function expectStatus(portal: PortalDoors, key: string, status: number): Promise<void> {
  await expect.poll(async () => (await portal.chat({ key })).status).toBe(status);
}

async function chooseMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** The secret in the panel that shows it once; closes the panel. */
async function takeSecret(page: Page): Promise<string> {
  const secret = (await page.getByTestId("secret").textContent()) ?? "";
  expect(secret).toMatch(/^gk_live_/);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("secret")).toBeVisible();
  await page.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByTestId("secret")).toHaveCount(0);
  return secret;
}

test("a key is issued by keyboard, its secret shown once, and its first call is on its page", async ({
  page,
  portal,
}) => {
  const { team, project } = await newProject(portal);
  const name = uniqueName("search");
  await page.goto("/keys");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.keyboard.press("n");
  const sheet = page.getByRole("dialog", { name: "Issue key" });
  await sheet.getByRole("combobox", { name: "Project" }).click();
  await page.getByPlaceholder("Find project").fill(project.name);
  await page.keyboard.press("Enter");
  await expect(sheet.getByRole("combobox", { name: "Project" })).toContainText(`${team.name} / ${project.name}`);
  await sheet.getByLabel("Name", { exact: true }).fill(name);
  await sheet.getByLabel("Spend per month").fill("$1,000");
  await sheet.getByLabel("Requests per minute").fill("600");
  await page.keyboard.press("Enter");

  const secret = await takeSecret(page);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("meter", { name: "This key: Spend per month" })).toHaveText(/^\$0\.00 of \$1,000 /);
  await expectStatus(portal, secret, 200);
  const { requestId } = await portal.chat({ key: secret, stream: true });
  const row = page.locator(`tr[data-row="${requestId}"]`);
  await expect(row.getByText("Finished")).toBeVisible({ timeout: 20_000 });
  expect(await page.content()).not.toContain(secret);
  await row.getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/requests/${requestId}$`));
});

test("a form that misses something says so beside each field and goes to the first", async ({ page }) => {
  await page.goto("/keys?issue=key");
  const sheet = page.getByRole("dialog", { name: "Issue key" });
  await sheet.getByRole("radio", { name: /^Chosen models/ }).click();
  await sheet.getByLabel("Spend per month").fill("a lot");
  await sheet.getByRole("button", { name: "Issue key" }).click();
  await expect(sheet.getByText("Choose the project that pays for its calls.")).toBeVisible();
  await expect(sheet.getByText("Give it a name, such as search-production.")).toBeVisible();
  await expect(sheet.getByText("Choose at least one model, or allow every model.")).toBeVisible();
  await expect(sheet.getByText("Type an amount in USD, such as 200 or 12.50.")).toBeVisible();
  await expect(sheet.getByRole("combobox", { name: "Project" })).toBeFocused();
});

test("rotating shows a new secret once, and the old one stops when no overlap is given", async ({ page, portal }) => {
  const key = await newKey(portal);
  await expectStatus(portal, key.secret, 200);
  await page.goto(`/keys/${key.id}`);
  await page.getByRole("button", { name: "Rotate" }).click();
  await page.getByRole("radio", { name: /^None/ }).click();
  await page.getByRole("button", { name: "Rotate key" }).click();
  const secret = await takeSecret(page);
  expect(secret).not.toBe(key.secret);
  await expectStatus(portal, key.secret, 401);
  await expectStatus(portal, secret, 200);
  const secrets = page.getByRole("table", { name: "Secrets" });
  await expect(secrets.getByText(`…${secret.slice(-4)}`)).toBeVisible();
  await expect(secrets.getByText("Active")).toHaveCount(1);
});

test("the last secret's end is announced as the end of every call, and is", async ({ page, portal }) => {
  const key = await newKey(portal);
  await expectStatus(portal, key.secret, 200);
  await page.goto(`/keys/${key.id}`);
  await page.getByRole("button", { name: /^Revoke secret ending in/ }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByText("No other secret of this key works")).toBeVisible();
  await dialog.getByRole("button", { name: "Revoke secret" }).click();
  await expect(page.getByText("No secret works.")).toBeVisible();
  await expect(page.getByText("Every call with this key is refused now.")).toBeVisible();
  await expectStatus(portal, key.secret, 401);
});

test("Enter in a list that is still being read chooses once it is there", async ({ page, portal }) => {
  const { team, project } = await newProject(portal);
  const { promise: awaited, resolve: answer } = Promise.withResolvers<void>();
  await page.route(/\/api\/admin\/projects(\?|$)/, async (route) => {
    await awaited;
    await route.continue();
  });
  await page.goto("/keys");
  await page.keyboard.press("n");
  const box = page.getByRole("dialog", { name: "Issue key" }).getByRole("combobox", { name: "Project" });
  await box.click();
  await page.getByPlaceholder("Find project").fill(project.name);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Loading", { exact: true })).toBeVisible();
  answer();
  await expect(box).toContainText(`${team.name} / ${project.name}`);
});

test("a disabled key is refused until the change is undone", async ({ page, portal }) => {
  const key = await newKey(portal);
  await expectStatus(portal, key.secret, 200);
  await page.goto(`/keys/${key.id}`);
  await chooseMenu(page, "Disable key");
  await expect(page.getByText("The key is disabled. Every call is refused")).toBeVisible();
  await expectStatus(portal, key.secret, 403);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The key is active.")).toBeVisible();
  await expectStatus(portal, key.secret, 200);
});

test("revoking names what it breaks, asks for the name, and ends the key for good", async ({ page, portal }) => {
  const key = await newKey(portal);
  await expectStatus(portal, key.secret, 200);
  await page.goto(`/keys/${key.id}`);
  await chooseMenu(page, "Revoke key");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByText(/^It (was last used|has never been used)/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Revoke key" })).toBeDisabled();
  await dialog.getByLabel(`Type ${key.name} to confirm`).fill(key.name);
  await dialog.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("The key is revoked.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Rotate" })).toHaveCount(0);
  await expectStatus(portal, key.secret, 401);
});

test("models and limits set on the page hold for the next call", async ({ page, portal }) => {
  const key = await newKey(portal);
  await expectStatus(portal, key.secret, 200);
  await page.goto(`/keys/${key.id}`);
  await chooseMenu(page, "Change models");
  const models = page.getByRole("dialog", { name: /^Models of/ });
  await models.getByRole("radio", { name: /^Chosen models/ }).click();
  await models.getByRole("combobox", { name: "Chosen models" }).click();
  await page.getByPlaceholder("Find models").fill("simulated-mini");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await models.getByRole("button", { name: "Save models" }).click();
  await expect(page.getByText("1 model can be called.")).toBeVisible();
  await expectStatus(portal, key.secret, 403);
  await expect.poll(async () => (await portal.chat({ key: key.secret, model: "simulated-mini" })).status).toBe(200);

  await page.getByRole("button", { name: "Add limit" }).click();
  const limit = page.getByRole("dialog", { name: /^Add a limit to/ });
  await limit.getByRole("combobox", { name: "What it limits" }).click();
  await page.getByRole("option", { name: /^Calls at once/ }).click();
  await limit.getByLabel("Limit", { exact: true }).fill("0");
  await expect(limit.getByText("0 refuses every call.")).toBeVisible();
  await limit.getByRole("button", { name: "Add limit" }).click();
  await expect(page.getByText("Refuses every call")).toBeVisible();
  await expect(page.getByText("Calls at once of This key is used up.")).toBeVisible();
  await expect.poll(async () => (await portal.chat({ key: key.secret, model: "simulated-mini" })).status).toBe(429);
});

test("the TypeScript sample runs as it stands", async ({ page, portal }) => {
  const key = await newKey(portal, [underTest().model]);
  await expectStatus(portal, key.secret, 200);
  await page.goto(`/keys/${key.id}`);
  await page.getByRole("tab", { name: "TypeScript" }).click();
  const code = await page.getByRole("tabpanel").locator("code").textContent();
  // Inside the project, where `openai` is installed.
  const folder = ".cache/browser-samples";
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${key.id}.mjs`);
  await writeFile(file, code ?? "");
  const { stdout } = await run(process.execPath, [file], { env: { ...process.env, GATEHOUSE_KEY: key.secret } });
  expect(stdout.trim().length).toBeGreaterThan(0);
});

test("the list is searched, filtered and sorted in its address, and opened by keyboard", async ({ page, portal }) => {
  const key = await newKey(portal);
  await page.goto("/keys");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.keyboard.press("/");
  await page.keyboard.type(key.name);
  await expect(page).toHaveURL(new RegExp(`q=${key.name}`));
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await page.getByRole("button", { name: "Team", exact: true }).click();
  await page.getByPlaceholder("Find team").fill(key.team.name);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`team=${key.team.id}`));
  await page.getByRole("button", { name: "Name" }).click();
  await expect(page).toHaveURL(/sort=-?name/);
  await page.reload();
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await page.locator("tbody tr").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: key.name })).toBeVisible();
});

test("a member without a team is told what to do instead of being shown buttons that fail", async ({
  browser,
  portal,
}) => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto(await freshSignInLink(portal, "member"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto("/models");
  await expect(page.getByRole("heading", { level: 1, name: "Models" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Models" }).getByRole("link").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Add model" })).toHaveCount(0);
  await page.goto("/keys");
  await expect(page.getByText("This is not open to you")).toBeVisible();
  await expect(page.getByRole("button", { name: "Issue key" })).toHaveCount(0);
  await context.close();
});

test("a key's setup page names this gateway, this key's variable and a model for every client", async ({
  page,
  portal,
}) => {
  const { id } = await newKey(portal);
  await page.goto(`/keys/${id}`);
  await page.getByRole("link", { name: /Set up Claude Code/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Set up a client" })).toBeVisible();
  await page.getByRole("link", { name: "Codex", exact: true }).click();
  const codex = page.getByRole("article", { name: "Codex" });
  await expect(codex).toContainText(`base_url = "${portal.origin}/api/v1"`);
  await expect(codex).toBeInViewport();
  const sdk = page.getByRole("article", { name: "Vercel AI SDK" });
  await sdk.getByRole("tab", { name: "anthropic" }).click();
  await expect(sdk).toContainText("createAnthropic");
});
