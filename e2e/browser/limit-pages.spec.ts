import { newKey, newProject } from "./fixtures/new-project";
import { underTest } from "./fixtures/owner-session";
import { expect, test } from "./fixtures/portal";
import { freshSignInLink } from "./fixtures/sign-in-link";

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

test("a raise lets calls through, is taken back, and falls away by itself", async ({ page, portal }) => {
  const key = await newKey(portal);
  const scope = { kind: "project", id: key.project.id };
  const terms = { scope, unit: "requests", window: "lifetime", limit: "0" };
  const quota = await portal.admin<{ id: string }>("POST", "/quotas", terms);
  const status = async () => (await portal.chat({ key: key.secret })).status;
  await expect.poll(status).toBe(429);

  await page.goto(`/limits/${quota.id}`);
  await page.getByRole("button", { name: "Raise for a time" }).click();
  const dialog = page.getByRole("dialog", { name: "Raise requests in total for a time" });
  await dialog.getByRole("button", { name: "Raise limit" }).click();
  await expect(dialog.getByText("Type what the raise adds to the limit.")).toBeVisible();
  await dialog.getByLabel("Raise by").fill("50");
  await dialog.getByRole("combobox", { name: "For" }).click();
  await page.getByRole("option", { name: "1 hour" }).click();
  await dialog.getByLabel("Reason").fill("Backfill");
  await dialog.getByRole("button", { name: "Raise limit" }).click();
  const raises = page.getByRole("table", { name: "Raises" });
  await expect(raises.getByRole("row", { name: /\+50 requests Running in 1 hour .* Backfill/ })).toBeVisible();
  await expect(page.getByText("Raised by 50 requests").first()).toBeVisible();
  await expect.poll(status).toBe(200);

  await raises.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("The raise by 50 requests is taken back")).toBeVisible();
  await expect(raises.getByText("Taken back")).toBeVisible();
  await expect.poll(status).toBe(429);

  await portal.admin("POST", `/quotas/${quota.id}/grants`, { amount: "1000", endsAt: inMs(15_000), reason: "short" });
  await expect.poll(status).toBe(200);
  await expect.poll(status, { timeout: 45_000 }).toBe(429);
  await page.reload();
  await expect(raises.getByRole("row", { name: /\+1,000 requests Over/ })).toBeVisible();
});

test("a limit in shadow counts what it would have refused, and is enforced with one click", async ({
  page,
  portal,
}) => {
  const key = await newKey(portal);
  const scope = { kind: "project", id: key.project.id };
  const terms = { scope, unit: "requests", window: "lifetime", limit: "0", shadow: true };
  const quota = await portal.admin<{ id: string }>("POST", "/quotas", terms);
  const status = async () => (await portal.chat({ key: key.secret })).status;
  const counts = async () =>
    (await portal.admin<{ shadowCounts: { day: { refused: number } } }>("GET", `/quotas/${quota.id}`)).shadowCounts.day
      .refused;
  await expect.poll(async () => (await status()) === 200 && (await counts()) > 0, { timeout: 30_000 }).toBe(true);

  await page.goto(`/limits/${quota.id}`);
  const shadow = page.getByRole("region", { name: "In shadow" });
  await expect(shadow.getByText(/^Would have refused [\d,]+ of [\d,]+ calls? \(100%\)$/).first()).toBeVisible();
  await shadow.getByRole("button", { name: "Enforce limit" }).click();
  await expect(page.getByText("The limit is enforced: calls beyond it are refused")).toBeVisible();
  await expect(page.getByRole("region", { name: "While it was in shadow" })).toBeVisible();
  await expect.poll(status).toBe(429);
});

test("an admin releases what a call holds; an auditor sees it and may not", async ({ page, portal, browser }) => {
  const key = await newKey(portal);
  const scope = { kind: "project", id: key.project.id };
  const terms = { scope, unit: "tokens", window: "lifetime", limit: "2000" };
  const quota = await portal.admin<{ id: string }>("POST", "/quotas", terms);
  const holds = async () => (await portal.admin<{ items: object[] }>("GET", `/quotas/${quota.id}/holds`)).items.length;
  const leave = new AbortController();
  const slow = () =>
    fetch(`${portal.origin}/api/v1/chat/completions`, {
      method: "POST",
      signal: leave.signal,
      headers: { authorization: `Bearer ${key.secret}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: underTest().model,
        max_tokens: 1500,
        stream: true,
        metadata: { simulate: "latencyMs=50000" },
        messages: [{ role: "user", content: "Take your time" }],
      }),
    }).catch(() => null);
  // The gateway knows the quota within two seconds; a call that began before holds nothing of it.
  const calls: Promise<unknown>[] = [];
  await expect
    .poll(
      async () => {
        if ((await holds()) > 0) return true;
        calls.push(slow());
        return false;
      },
      { intervals: [1_000] },
    )
    .toBe(true);

  await page.goto(`/limits/${quota.id}`);
  const table = page.getByRole("table", { name: "Holds" });
  const row = table.getByRole("row", { name: /req_\w+ 1,5\d\d tokens/ });
  await expect(row.getByRole("link", { name: /^req_/ })).toHaveAttribute("href", /^\/requests\/req_/);

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const auditor = await context.newPage();
  await auditor.goto(await freshSignInLink(portal, "auditor"));
  await auditor.getByRole("button", { name: "Sign in" }).click();
  await auditor.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await auditor.goto(`/limits/${quota.id}`);
  await expect(auditor.getByRole("table", { name: "Holds" }).getByRole("link", { name: /^req_/ })).toBeVisible();
  await expect(auditor.getByRole("button", { name: /^Release|Change limit|Raise/ })).toHaveCount(0);
  await context.close();

  await row.getByRole("button", { name: /^Release/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Release hold" }).click();
  await expect(page.getByText(/tokens are free again$/)).toBeVisible();
  await expect(page.getByText("Nothing is held", { exact: true })).toBeVisible();
  leave.abort();
  await Promise.all(calls);
});

test("a project's ladder is built step by step and refuses to descend", async ({ page, portal }) => {
  const { team, project } = await newProject(portal);
  const [model] = (await portal.admin<{ items: { id: string; name: string }[] }>("GET", "/models")).items;
  await page.goto(`/teams/${team.id}?project=${project.id}`);
  const ladder = page.getByRole("region", { name: "When the budget runs low" });
  await ladder.getByRole("button", { name: "Add step" }).click();
  await ladder.getByRole("button", { name: "Add step" }).click();
  const second = ladder.getByRole("listitem", { name: "Step 2" });
  await second.getByLabel("At percent").fill("70");
  await ladder.getByRole("button", { name: "Save steps" }).click();
  await expect(second.getByText("Must be above the step before.")).toBeVisible();
  await second.getByLabel("At percent").fill("95");
  await second.getByRole("combobox", { name: "Do this" }).click();
  await page.getByRole("option", { name: /^Use a cheaper model/ }).click();
  await second.getByRole("combobox", { name: "Model" }).click();
  await page.getByPlaceholder("Find model").fill(model?.name ?? "");
  await page
    .getByRole("option", { name: new RegExp(`^${model?.name}`) })
    .first()
    .click();
  await ladder.getByRole("button", { name: "Save steps" }).click();
  await expect(page.getByText("Steps saved")).toBeVisible();
  const saved = await portal.admin<{ brownOut: object[] }>("GET", `/projects/${project.id}`);
  expect(saved.brownOut).toEqual([
    { atPercent: 80, action: "warn" },
    { atPercent: 95, action: "cheaper_model", model: model?.name },
  ]);
});

test("a key's owner, tags and guard are changed, and show beside it", async ({ page, portal }) => {
  const key = await newKey(portal);
  await page.goto(`/keys/${key.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Owner, tags and guard" }).click();
  const dialog = page.getByRole("dialog", { name: `Owner, tags and guard of ${key.name}` });
  await dialog.getByRole("textbox", { name: "Tags" }).fill("feature=search, prod");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText('"prod" is not a tag: write name=value, separated by commas.')).toBeVisible();
  await dialog.getByRole("textbox", { name: "Tags" }).fill("feature=search, env=prod");
  await dialog.getByRole("radio", { name: /^Pause the key/ }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  const facts = page.getByRole("region", { name: "About this key" });
  await expect(facts.getByText("env=prod")).toBeVisible();
  await expect(facts.getByText("Pause the key")).toBeVisible();
});
