import { newKey, newProject, uniqueName } from "./fixtures/new-project";
import { expect, test } from "./fixtures/portal";
import { freshSignInLink } from "./fixtures/sign-in-link";

test("a team, its project and its budget are made, and the budget refuses what does not fit", async ({
  page,
  portal,
}) => {
  const [team, project] = [uniqueName("Team"), uniqueName("Project")];
  await page.goto("/teams");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.keyboard.press("n");
  await page.getByRole("dialog", { name: "Create team" }).getByLabel("Name").fill(team);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: team })).toBeVisible();

  await page.getByRole("region", { name: "Projects" }).getByRole("button", { name: "Create project" }).click();
  const create = page.getByRole("dialog", { name: `Create a project in ${team}` });
  await create.getByLabel("Name").fill(project);
  await create.getByLabel("Cost centre").fill("CC-4711");
  await create.getByRole("button", { name: "Create project" }).click();
  const row = page.getByRole("table", { name: "Projects" }).getByRole("row", { name: new RegExp(project) });
  await expect(row).toContainText("CC-4711");

  await row.getByRole("link", { name: project }).click();
  const sheet = page.getByRole("dialog", { name: project });
  await expect(sheet.getByText("No limit", { exact: true })).toBeVisible();
  await sheet.getByRole("button", { name: "Add limit" }).click();
  const limit = page.getByRole("dialog", { name: `Add a limit to ${project}` });
  await limit.getByRole("button", { name: "Add limit" }).click();
  await expect(limit.getByText("Type a limit. To have no limit, do not add one.")).toBeVisible();
  await limit.getByLabel("Limit in USD").fill("0");
  await limit.getByRole("button", { name: "Add limit" }).click();
  await expect(sheet.getByText("Refuses every call")).toBeVisible();

  const projects = await portal.admin<{ items: { id: string }[] }>("GET", `/projects?search=${project}`);
  const { secret } = await portal.admin<{ secret: string }>("POST", "/keys", {
    projectId: projects.items[0]?.id,
    name: uniqueName("key"),
    allowedModels: ["*"],
  });
  await expect.poll(async () => (await portal.chat({ key: secret })).status).toBe(429);
  await sheet.getByRole("button", { name: `Change Spend per month of ${project}` }).click();
  await page.getByRole("menuitem", { name: "Change limit" }).click();
  await page
    .getByRole("dialog", { name: /^Spend per month of/ })
    .getByLabel("Limit in USD")
    .fill("50");
  await page.keyboard.press("Enter");
  await expect(sheet.getByRole("meter", { name: "Spend per month" })).toHaveText(/^\$0\.00 of \$50 /);
  await expect.poll(async () => (await portal.chat({ key: secret })).status).toBe(200);
});

test("removing a limit can be undone", async ({ page, portal }) => {
  const { team } = await newProject(portal);
  const scope = { kind: "team", id: team.id };
  await portal.admin("POST", "/quotas", { scope, unit: "requests", window: "day", limit: "500" });
  await page.goto(`/teams/${team.id}`);
  await page.getByRole("button", { name: `Change Requests per day of ${team.name}` }).click();
  await page.getByRole("menuitem", { name: "Remove limit" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove limit" }).click();
  await expect(page.getByText("No limit", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("meter", { name: "Requests per day" })).toHaveText(/^0 of 500 requests/);
});

test("an invited person's link is shown once and signs them in; a lead manages only their own team", async ({
  page,
  portal,
  browser,
}) => {
  const { team } = await newProject(portal);
  const name = uniqueName("Ada");
  await page.goto("/teams");
  await page.getByRole("button", { name: "Invite person" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite person" });
  await dialog.getByRole("button", { name: "Create account and link" }).click();
  await expect(dialog.getByText("Who is it?")).toBeVisible();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("E-mail").fill(`${name}@journeys.example`);
  await dialog.getByRole("button", { name: "Create account and link" }).click();
  const link = (await page.getByTestId("sign-in-link").textContent()) ?? "";
  await page.getByRole("button", { name: "I have passed it on" }).click();
  await expect(page.getByTestId("sign-in-link")).toHaveCount(0);

  await page.goto(`/teams/${team.id}`);
  await page.getByRole("region", { name: "Members" }).getByRole("button", { name: "Add member" }).click();
  const add = page.getByRole("dialog", { name: `Add a member to ${team.name}` });
  await add.getByRole("combobox", { name: "Person" }).click();
  await page.getByPlaceholder("Find person").fill(name);
  await expect(page.getByRole("option")).toHaveText([new RegExp(name)]);
  await page.keyboard.press("Enter");
  await add.getByRole("button", { name: "Add member" }).click();
  await expect(page.getByRole("region", { name: "Members" }).getByText(name, { exact: true })).toBeVisible();
  await page.getByRole("combobox", { name: `Role of ${name}` }).click();
  await page.getByRole("option", { name: /^Lead/ }).click();
  await expect(page.getByText(`${name} is now lead of ${team.name}`)).toBeVisible();

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const visitor = await context.newPage();
  await visitor.goto(link);
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await visitor.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await visitor.goto("/teams");
  await expect(visitor.getByRole("link", { name: team.name })).toBeVisible();
  await expect(visitor.getByText("Support Automation")).toHaveCount(0);
  await expect(visitor.getByRole("button", { name: "Create team" })).toHaveCount(0);
  await visitor.goto(`/teams/${team.id}`);
  await expect(visitor.getByRole("button", { name: "Create project" })).toBeVisible();
  await expect(visitor.getByRole("combobox", { name: `Role of ${name}` })).toHaveCount(0);
  await context.close();
});

test("archiving a project asks for its name, and its keys stop", async ({ page, portal }) => {
  const key = await newKey(portal);
  await expect.poll(async () => (await portal.chat({ key: key.secret })).status).toBe(200);
  await page.goto(`/teams/${key.team.id}?project=${key.project.id}`);
  const sheet = page.getByRole("dialog", { name: key.project.name });
  await sheet.getByRole("button", { name: "Archive project" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByText("Its 1 key stops working within two seconds, for good.")).toBeVisible();
  await dialog.getByLabel(`Type ${key.project.name} to confirm`).fill(key.project.name);
  await dialog.getByRole("button", { name: "Archive project" }).click();
  await expect(page.getByText(`Project ${key.project.name} is archived`)).toBeVisible();
  await expect.poll(async () => (await portal.chat({ key: key.secret })).status).toBe(403);
});

test("an auditor reads teams and people, and is offered no change", async ({ browser, portal }) => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto(await freshSignInLink(portal, "auditor"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto("/teams");
  await expect(page.getByRole("link", { name: "Support Automation" })).toBeVisible();
  for (const name of ["Create team", "Invite person", "Add limit"])
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  await page.getByRole("tab", { name: "People" }).click();
  await expect(page.getByRole("table", { name: "People" }).getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Change / })).toHaveCount(0);
  await context.close();
});

test("every list and page fits a phone", async ({ page, portal }) => {
  const key = await newKey(portal);
  const [model] = (await portal.admin<{ items: { id: string }[] }>("GET", "/models")).items;
  const [provider] = (await portal.admin<{ items: { id: string }[] }>("GET", "/providers")).items;
  await page.setViewportSize({ width: 390, height: 844 });
  const paths = ["/keys", `/keys/${key.id}`, "/models", `/models/${model?.id}`, "/providers"];
  for (const path of [...paths, `/providers/${provider?.id}`, "/teams", `/teams/${key.team.id}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyond, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
  }
});
