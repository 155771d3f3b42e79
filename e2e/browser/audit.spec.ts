import { readFile } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import { newKey, uniqueName } from "./fixtures/new-project";
import { expect, type PortalDoors, test } from "./fixtures/portal";
import { freshSignInLink } from "./fixtures/sign-in-link";

async function saved(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFile(await download.path(), "utf8");
}

async function asRole(browser: Browser, portal: PortalDoors, role: "auditor"): Promise<Page> {
  const link = await freshSignInLink(portal, role);
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  return page;
}

test("a reviewer finds an event, sees before and after, verifies the chain and exports what they found", async ({
  page,
  portal,
}) => {
  const key = await newKey(portal);
  await portal.admin("PATCH", `/keys/${key.id}`, { purpose: "=SUM(A1)" });
  await page.goto("/");
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Audit", exact: true }).click();
  await page.getByRole("searchbox").fill(key.name);
  await expect(page).toHaveURL(/q=/);
  const table = page.getByRole("table", { name: "Audit events" });
  await expect(table.getByRole("row")).toHaveCount(3);
  await page.getByRole("button", { name: "What", exact: true }).click();
  await page.getByRole("option", { name: "keys.update" }).click();
  await expect(table.getByRole("row")).toHaveCount(2);
  await table.getByText("keys.update").click();
  const sheet = page.getByRole("dialog", { name: "keys.update" });
  await expect(sheet.getByText("=SUM(A1)")).toBeVisible();
  await expect(sheet.getByRole("link", { name: key.name })).toHaveAttribute("href", `/keys/${key.id}`);
  await page.reload();
  await expect(page.getByRole("dialog", { name: "keys.update" })).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "Verify chain" }).click();
  await expect(page.getByText("The chain is intact")).toBeVisible();
  const exported = async (name: string) => {
    await page.getByRole("button", { name: "Export" }).click();
    return saved(page, () => page.getByRole("menuitem", { name }).click());
  };
  const csv = await exported("CSV, for spreadsheets");
  expect(csv.trim().split("\r\n")).toHaveLength(2);
  expect(csv).not.toMatch(/(^|,)=/m);
  const lines = (await exported("JSON lines that verify offline")).trim().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ seq: 1, previousHash: "0".repeat(64) });
});

test("an access review is begun, decided with its last use in view, and its evidence kept", async ({
  page,
  portal,
}) => {
  const { team, project, ...kept } = await newKey(portal);
  const ended = await portal.admin<{ key: { id: string; name: string }; secret: string }>("POST", "/keys", {
    projectId: project.id,
    name: uniqueName("key"),
    allowedModels: ["*"],
  });
  const name = uniqueName("Review");
  await page.goto("/reviews");
  const sheet = page.getByRole("dialog", { name: "Begin review" });
  // Keys mean something once the page runs.
  await expect(async () => {
    await page.keyboard.press("n");
    await expect(sheet).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await sheet.getByLabel("Name").fill(name);
  await sheet.getByLabel("Where").click();
  await page.getByRole("option", { name: team.name }).click();
  await sheet.getByRole("button", { name: "Begin review" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.goto("/");
  const waiting = page.getByRole("list", { name: "Waiting for you" }).getByRole("listitem").filter({ hasText: name });
  await waiting.getByRole("link", { name: "Review access" }).click();
  const table = page.getByRole("table", { name: "Accesses under review" });
  await table.getByRole("button", { name: `Keep ${kept.name}` }).click();
  await table.getByRole("button", { name: `Revoke ${ended.key.name}` }).click();
  const question = page.getByRole("alertdialog");
  await expect(question.getByText("It was never used.")).toBeVisible();
  await question.getByRole("button", { name: "Revoke access" }).click();
  await expect.poll(async () => (await portal.chat({ key: ended.secret })).status).toBe(401);
  await page.getByRole("button", { name: "Export evidence" }).click();
  const evidence = await saved(page, () => page.getByRole("menuitem", { name: "Signed document (JSON)" }).click());
  const { document } = JSON.parse(evidence) as {
    document: { items: { subjectId: string; decision: string | null }[] };
  };
  const decisionOn = (id: string) => document.items.find(({ subjectId }) => subjectId === id)?.decision;
  expect([decisionOn(kept.id), decisionOn(ended.key.id)]).toEqual(["keep", "revoke"]);
});

test("a token is made, shown once, works, and is revoked", async ({ page, portal }) => {
  const name = uniqueName("token");
  await page.goto("/settings/tokens?create=true");
  const sheet = page.getByRole("dialog", { name: "Create API token" });
  await sheet.getByLabel("Name").fill(name);
  await sheet.getByRole("button", { name: "Create token" }).click();
  const secret = (await page.getByTestId("token").textContent()) ?? "";
  const use = async () =>
    (await fetch(`${portal.origin}/api/admin/teams`, { headers: { authorization: `Bearer ${secret}` } })).status;
  expect(await use()).toBe(200);
  await page.getByRole("button", { name: "I have stored it" }).click();
  await page.getByRole("button", { name: `Change token ${name}` }).click();
  await page.getByRole("menuitem", { name: "Revoke token" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByText(`Token ${name} is revoked`)).toBeVisible();
  expect(await use()).toBe(401);
});

test("an auditor reads all of it and cannot change anything", async ({ browser, portal }) => {
  const page = await asRole(browser, portal, "auditor");
  const absent: [path: string, button: string][] = [
    ["/reviews", "Begin review"],
    ["/settings/checkpoints", "Take checkpoint"],
    ["/settings/checkpoints", "Add destination"],
  ];
  for (const [path, button] of absent) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect(page.getByRole("button", { name: button })).toHaveCount(0);
  }
  await expect(page.getByRole("combobox", { name: "How often" })).toBeDisabled();
  const refused = await page.evaluate(async () => {
    const answer = await fetch("/api/admin/audit/checkpoints", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    return answer.status;
  });
  expect(refused).toBe(403);
  await page.goto("/audit");
  await page.getByRole("button", { name: "Verify chain" }).click();
  await expect(page.getByText("The chain is intact")).toBeVisible();
  await page.context().close();
});

test("a checkpoint is taken and kept in a file", async ({ page }) => {
  await page.goto("/settings/checkpoints");
  await page.getByRole("button", { name: "Add destination" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add destination" });
  await dialog.getByRole("radio", { name: /^File/ }).click();
  await dialog.getByLabel("Name").fill("Beside the data");
  await dialog.getByRole("button", { name: "Add destination" }).click();
  await expect(page.getByRole("list", { name: "Destinations" })).toContainText("Beside the data");
  await page.getByRole("button", { name: "Take checkpoint" }).click();
  await expect(page.getByRole("list", { name: "Destinations" })).toContainText("Last arrived");
  const text = await saved(page, () =>
    page
      .getByRole("button", { name: /^Download checkpoint/ })
      .first()
      .click(),
  );
  expect(JSON.parse(text)).toMatchObject({ document: { format: "gatehouse-audit-checkpoint/1" } });
});
