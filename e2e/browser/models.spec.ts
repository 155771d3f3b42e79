import type { Page } from "@playwright/test";
import { type FaultyUpstream, startFaultyUpstream } from "../faulty-upstream/start-faulty-upstream";
import { newKey, uniqueName } from "./fixtures/new-project";
import { expect, test } from "./fixtures/portal";

let upstream: FaultyUpstream;
test.beforeAll(async () => {
  upstream = await startFaultyUpstream();
});
test.afterAll(async () => {
  await upstream.close();
});

/** Fills the form for a server that speaks the OpenAI dialect, and sends it. */
async function addServer(page: Page, server: { name: string; baseUrl: string; apiKey?: string }): Promise<void> {
  await page.goto("/providers");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "Add provider" });
  await dialog.getByRole("radio", { name: /^OpenAI-compatible server/ }).click();
  await dialog.getByLabel("Name").fill(server.name);
  await dialog.getByLabel("Base URL").fill(server.baseUrl);
  if (server.apiKey) await dialog.getByLabel("API key").fill(server.apiKey);
  await dialog.getByRole("button", { name: "Add provider" }).click();
  await expect(page.getByRole("heading", { level: 1, name: server.name })).toBeVisible();
}

async function addModel(page: Page, model: { provider: string; upstream: string; name: string }): Promise<void> {
  await page.goto("/models");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.keyboard.press("n");
  const sheet = page.getByRole("dialog", { name: "Add model" });
  await sheet.getByRole("combobox", { name: "Provider" }).click();
  await page.getByRole("option", { name: model.provider }).click();
  await sheet.getByLabel("Model at the provider").fill(model.upstream);
  await sheet.getByRole("button", { name: "Set a price" }).click();
  await sheet.getByLabel("Input", { exact: true }).fill("2.50");
  await sheet.getByLabel("Output", { exact: true }).fill("10");
  await sheet.getByLabel("Name for callers").fill(model.name);
  await sheet.getByRole("button", { name: "Add model" }).click();
  await expect(page.getByRole("button", { name: `Copy model name ${model.name}` })).toBeVisible();
}

test("a provider is added, tested at once, and its model answers a call with the sealed credential", async ({
  page,
  portal,
}) => {
  const [provider, alias] = [uniqueName("Server"), uniqueName("alias")];
  const apiKey = `sk-${uniqueName("journey")}`;
  await addServer(page, { name: provider, baseUrl: upstream.openaiBaseUrl, apiKey });
  const credentials = page.getByRole("region", { name: "Credentials" });
  await expect(credentials.getByText("Works")).toBeVisible();
  await expect(credentials.getByText(`…${apiKey.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(apiKey);

  await addModel(page, { provider, upstream: "good", name: alias });
  await expect(page.getByText("Version 1")).toBeVisible();
  const key = await newKey(portal);
  await expect.poll(async () => (await portal.chat({ key: key.secret, model: alias })).status).toBe(200);
  const called = upstream.journal.entries.findLast((entry) => entry.mode === "good");
  expect(called?.headers.authorization).toBe(`Bearer ${apiKey}`);
});

test("a connection that fails says why and what to do", async ({ page }) => {
  await addServer(page, { name: uniqueName("Gone"), baseUrl: `${upstream.refusedOrigin}/v1` });
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText("The connection failed")).toBeVisible();
  await expect(page.getByText(/Nothing answers at this address\. Check the base URL/).first()).toBeVisible();
});

test("an address inside the network is not called unless the operator allowed it", async ({ page }) => {
  await addServer(page, { name: uniqueName("Inside"), baseUrl: "https://10.0.0.1/v1" });
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText("The connection failed")).toBeVisible();
});

test("a moved provider needs its credentials again, because each is sealed to its origin", async ({ page }) => {
  const name = uniqueName("Moving");
  await addServer(page, { name, baseUrl: upstream.openaiBaseUrl, apiKey: "sk-before-the-move" });
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: `Edit ${name}` });
  await dialog.getByLabel("Base URL").fill("https://llm.example.com/v1");
  await expect(dialog.getByText("This is another origin")).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Type it again for the new origin.")).toBeVisible();
  await dialog.getByLabel(/^Credential/).fill("sk-after-the-move");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Copy base URL https://llm.example.com/v1" })).toBeVisible();
});

test("the simulated provider misbehaves as it is told, and its calls show it", async ({ page, portal }) => {
  const [provider, alias] = [uniqueName("Pretend"), uniqueName("pretend")];
  await page.goto("/providers?add=true");
  const dialog = page.getByRole("dialog", { name: "Add provider" });
  await dialog.getByRole("radio", { name: /^Simulated/ }).click();
  await dialog.getByLabel("Name").fill(provider);
  await dialog.getByLabel("First token after, in ms").fill("5");
  await dialog.getByRole("button", { name: "Add provider" }).click();
  await expect(page.getByRole("heading", { level: 1, name: provider })).toBeVisible();
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText("The connection works")).toBeVisible();
  const providerUrl = page.url();

  await addModel(page, { provider, upstream: "anything", name: alias });
  const key = await newKey(portal);
  await expect.poll(async () => (await portal.chat({ key: key.secret, model: alias })).status).toBe(200);

  await page.goto(providerUrl);
  await page.getByRole("combobox", { name: "What goes wrong" }).click();
  await page.getByRole("option", { name: /^Refused credential/ }).click();
  await page.getByRole("button", { name: "Set behaviour" }).click();
  await expect
    .poll(async () => (await portal.chat({ key: key.secret, model: alias })).status, { timeout: 20_000 })
    .toBe(502);
});

test("deployments are reordered and turned off, and a model without one refuses calls", async ({ page, portal }) => {
  const [first, second, alias] = [uniqueName("First"), uniqueName("Second"), uniqueName("pair")];
  for (const name of [first, second]) {
    await portal.admin("POST", "/providers", { adapter: "simulated", name });
  }
  await addModel(page, { provider: first, upstream: "one", name: alias });
  await page.getByRole("button", { name: "Add deployment" }).click();
  const dialog = page.getByRole("dialog", { name: `Add a deployment to ${alias}` });
  await dialog.getByRole("combobox", { name: "Provider" }).click();
  await page.getByRole("option", { name: second }).click();
  await dialog.getByLabel("Model at the provider").fill("two");
  await dialog.getByRole("button", { name: "Add deployment" }).click();
  const rows = page.getByRole("region", { name: "Deployments" }).getByRole("listitem");
  await expect(rows.nth(1)).toContainText(second);
  // The list shows the new order before the server has it.
  const ordered = page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
  await page.getByRole("button", { name: `Try ${second} two earlier` }).click();
  await expect(rows.first()).toContainText(second);
  await ordered;
  await page.reload();
  await expect(rows.first()).toContainText(second);

  await rows.first().getByRole("switch").click();
  await rows.nth(1).getByRole("switch").click();
  await expect(page.getByText("Not callable")).toBeVisible();
  const key = await newKey(portal);
  await expect
    .poll(async () => (await portal.chat({ key: key.secret, model: alias })).status)
    .toBeGreaterThanOrEqual(400);
});

test("a price is a version: the new one is in force and the one before stays readable", async ({ page, portal }) => {
  const [provider, alias] = [uniqueName("Priced"), uniqueName("priced")];
  await portal.admin("POST", "/providers", { adapter: "simulated", name: provider });
  await addModel(page, { provider, upstream: "priced", name: alias });
  const prices = page.getByRole("region", { name: "Prices" });
  await expect(prices.getByText("Version 1")).toBeVisible();
  await prices.getByRole("button", { name: "Set price" }).click();
  const dialog = page.getByRole("dialog", { name: /^Price of priced/ });
  await dialog.getByLabel("Output", { exact: true }).fill("abc");
  await dialog.getByRole("button", { name: "Set price" }).click();
  await expect(dialog.getByText("Type USD, such as 2.50.")).toBeVisible();
  await dialog.getByLabel("Output", { exact: true }).fill("12.5");
  await dialog.getByRole("button", { name: "Set price" }).click();
  await expect(prices.getByText("Version 2")).toBeVisible();
  await expect(prices.getByText("$2.50 in, $10.00 out per million tokens")).toBeVisible();
  await expect(prices.getByRole("row", { name: /^Output/ })).toContainText("$12.50");
});
