import type { Locator, Page } from "@playwright/test";
import { newKey, newProject, uniqueName } from "./fixtures/new-project";
import { expect, test } from "./fixtures/portal";

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

async function choose(page: Page, dialog: Locator, field: string, option: string | RegExp): Promise<void> {
  await dialog.getByRole("combobox", { name: field, exact: true }).click();
  await page.getByRole("option", { name: option }).click();
}

/** Finds one of many by typing. */
async function find(page: Page, dialog: Locator, field: string, name: string): Promise<void> {
  await dialog.getByRole("combobox", { name: field, exact: true }).click();
  await page.getByPlaceholder(`Find ${field === "At the model" ? "model" : field.toLowerCase()}`).fill(name);
  await page
    .getByRole("option", { name: new RegExp(`^${name}`) })
    .first()
    .click();
}

test("everything that can be limited is limited from one dialog, in every unit and window", async ({
  page,
  portal,
}) => {
  test.setTimeout(180_000);
  const key = await newKey(portal);
  const me = await portal.admin<{ person: { name: string } }>("GET", "/me");
  const [model] = (await portal.admin<{ items: { name: string }[] }>("GET", "/models")).items;
  const [provider] = (await portal.admin<{ items: { name: string }[] }>("GET", "/providers")).items;
  if (!model || !provider) throw new Error("the demo has models and providers");
  const tag = `${uniqueName("feature")}=search`;
  const user = uniqueName("customer");
  const kinds: { scope: string; fill?: [string, string][]; type?: [string, string]; unit: string; window?: RegExp }[] =
    [
      { scope: "The organization", unit: "Requests", window: /^Per quarter/ },
      { scope: "A team", fill: [["Team", key.team.name]], unit: "Spend", window: /^Per month/ },
      {
        scope: "A team at one model",
        fill: [
          ["Team", key.team.name],
          ["At the model", model.name],
        ],
        unit: "Tokens",
        window: /^Per day/,
      },
      { scope: "A project", fill: [["Project", key.project.name]], unit: "Input tokens", window: /^Per hour/ },
      { scope: "A key", fill: [["Key", key.name]], unit: "Calls at once" },
      {
        scope: "A key at one model",
        fill: [
          ["Key", key.name],
          ["At the model", model.name],
        ],
        unit: "Output tokens",
        window: /^Per week/,
      },
      { scope: "A person", fill: [["Person", me.person.name]], unit: "Spend", window: /^In total/ },
      { scope: "End users", unit: "Requests", window: /^Per minute/ },
      { scope: "A tag", type: ["Tag", tag], unit: "Spend", window: /^Every so many days/ },
      { scope: "A model", fill: [["Model", model.name]], unit: "Tokens", window: /^Per minute/ },
      { scope: "A provider", fill: [["Provider", provider.name]], unit: "Spend", window: /^Per quarter/ },
    ];
  await page.goto("/limits");
  for (const kind of kinds) {
    await page.getByRole("banner").first().waitFor();
    await page.getByRole("button", { name: "Add limit" }).click();
    const dialog = page.getByRole("dialog", { name: "Add limit" });
    await choose(page, dialog, "Whose calls", new RegExp(`^${kind.scope}(?! at)`));
    for (const [field, name] of kind.fill ?? []) await find(page, dialog, field, name);
    if (kind.type) await dialog.getByLabel(kind.type[0], { exact: true }).fill(kind.type[1]);
    await choose(page, dialog, "What it limits", new RegExp(`^${kind.unit}(?! at)`));
    if (kind.window) await choose(page, dialog, "Window", kind.window);
    await dialog.getByLabel(/^Limit/).fill("1000000");
    await dialog.getByRole("button", { name: "Add limit" }).click();
    await expect(dialog, kind.scope).toHaveCount(0);
  }
  for (const name of [`Team ${key.team.name} at ${model.name}`, `Key ${key.name} at ${model.name}`, `Tag ${tag}`]) {
    await expect(page.getByRole("main").getByText(name, { exact: true })).toBeVisible();
  }
  await expect(page.getByText("1,000,000 requests for each end user, counted one by one").first()).toBeVisible();

  await page.goto(`/limits?add=end_user`);
  const dialog = page.getByRole("dialog", { name: "Add limit" });
  await dialog.getByRole("radio", { name: /^One end user/ }).click();
  await dialog.getByLabel("End user", { exact: true }).fill(user);
  await dialog.getByLabel(/^Limit/).fill("5");
  await dialog.getByRole("button", { name: "Add limit" }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("searchbox").fill(user);
  await expect(page).toHaveURL(new RegExp(`q=${user}`));
  await page.reload();
  await expect(page.getByRole("link", { name: `End user ${user} Spend per month` })).toBeVisible();
  await expect(page.getByText(`Tag ${tag}`)).toHaveCount(0);
});

test("what makes no sense is said beside its field", async ({ page }) => {
  await page.goto("/limits?add=tag");
  const dialog = page.getByRole("dialog", { name: "Add limit" });
  const add = dialog.getByRole("button", { name: "Add limit" });
  const limit = dialog.getByLabel(/^Limit/);
  await dialog.getByLabel("Tag", { exact: true }).fill("no value");
  await limit.fill("-5");
  await add.click();
  await expect(dialog.getByText("Type a tag as name=value, such as feature=search.")).toBeVisible();
  await expect(dialog.getByText("A limit cannot be negative. 0 refuses every call.")).toBeVisible();
  await limit.fill("NaN");
  await expect(dialog.getByText("Type an amount in USD, such as 200 or 12.50.")).toBeVisible();
  await choose(page, dialog, "What it limits", /^Output tokens/);
  await limit.fill("1.5");
  await expect(dialog.getByText("Only USD has decimals: type a whole number.")).toBeVisible();
  await choose(page, dialog, "Window", /^Every so many days/);
  await dialog.getByLabel("Days", { exact: true }).fill("0");
  await expect(dialog.getByText("Type a whole number of days from 1 to 366.")).toBeVisible();
  await dialog.getByText("Alerts, large calls and outages").click();
  await dialog.getByLabel("Most that one call may hold, in percent").fill("101");
  await expect(dialog.getByText("Type a whole number of percent from 1 to 100.")).toBeVisible();
  for (const sentence of [
    "Every call that cannot be counted is refused with 503 until the database is back.",
    "Calls go on uncounted and are booked afterwards, so the limit may be passed.",
  ])
    await expect(dialog.getByText(sentence)).toBeVisible();
});

test("limits and a limit's page fit a phone", async ({ page, portal }) => {
  const { project } = await newProject(portal);
  const scope = { kind: "project", id: project.id };
  const quota = await portal.admin<{ id: string }>("POST", "/quotas", {
    scope,
    unit: "usd",
    window: "month",
    limit: "9",
  });
  await portal.admin("POST", `/quotas/${quota.id}/grants`, { amount: "5", endsAt: inMs(3_600_000), reason: "phone" });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/limits", "/limits?view=fullest", `/limits/${quota.id}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyond, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
  }
});
