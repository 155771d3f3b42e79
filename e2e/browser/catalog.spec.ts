import { type FaultyUpstream, startFaultyUpstream } from "../faulty-upstream/start-faulty-upstream";
import { uniqueName } from "./fixtures/new-project";
import { expect, test } from "./fixtures/portal";

let upstream: FaultyUpstream;
test.beforeAll(async () => {
  upstream = await startFaultyUpstream();
});
test.afterAll(async () => {
  await upstream.close();
});

test("a service from the catalog is found by typing, shows how it differs, and is added by pasting a key", async ({
  page,
  portal,
}) => {
  const name = uniqueName("Groq");
  const apiKey = `gsk-${uniqueName("catalog")}`;
  await page.goto("/providers?add=true");
  const dialog = page.getByRole("dialog", { name: "Add provider" });
  await dialog.getByRole("combobox", { name: "Find a service" }).click();
  await page.getByPlaceholder("Find services").fill("groq");
  await page.getByRole("option", { name: /^Groq/ }).click();
  await expect(dialog.getByRole("link", { name: "Documentation of Groq" })).toBeVisible();
  await dialog.getByText(/^Differs from OpenAI in/).click();
  await expect(dialog.getByText("gives one answer per call")).toBeVisible();
  await expect(dialog.getByLabel("Base URL")).toHaveValue("https://api.groq.com/openai/v1");

  // Its own address can be replaced, by a proxy's for instance; the key is sealed to whatever stands there.
  await dialog.getByLabel("Base URL").fill(upstream.openaiBaseUrl);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("API key").fill(apiKey);
  await dialog.getByRole("button", { name: "Add provider" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const credentials = page.getByRole("region", { name: "Credentials" });
  await expect(credentials.getByText("Works")).toBeVisible();
  expect(await page.content()).not.toContain(apiKey);
  const [added] = (
    await portal.admin<{ items: { name: string; adapter: string }[] }>("GET", "/providers")
  ).items.filter((one) => one.name === name);
  expect(added?.adapter).toBe("groq");
});

test("a service whose address has parts asks for them and puts them into its address", async ({ page }) => {
  const name = uniqueName("Workers");
  await page.goto("/providers?add=true");
  const dialog = page.getByRole("dialog", { name: "Add provider" });
  await dialog.getByRole("combobox", { name: "Find a service" }).click();
  await page.getByPlaceholder("Find services").fill("cloudflare");
  await page.getByRole("option", { name: /Workers AI/ }).click();
  await dialog.getByLabel("Account id").fill("0123456789abcdef");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("API key").fill(`sk-${uniqueName("parts")}`);
  await dialog.getByRole("button", { name: "Add provider" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("button", { name: /Copy base URL .*\/accounts\/0123456789abcdef\// })).toBeVisible();
});
