import type { Browser, Page } from "@playwright/test";
import { untilLimited } from "../running-server/until-limited";
import { newProject, uniqueName } from "./fixtures/new-project";
import { underTest } from "./fixtures/owner-session";
import { expect, heard, type PortalDoors, test } from "./fixtures/portal";

/** Somebody of a team in a browser of their own. */
async function personOf(
  browser: Browser,
  portal: PortalDoors,
  who: { teamId: string; role: "lead" | "member" },
): Promise<{ page: Page; name: string; close: () => Promise<void> }> {
  const name = uniqueName(who.role);
  const invited = await portal.admin<{ signInLink: { url: string } }>("POST", "/people", {
    name,
    email: `${name}@journeys.example`,
    role: "member",
    teams: [who],
  });
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto(invited.signInLink.url);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return { page, name, close: () => context.close() };
}

/** A team whose members get keys of $5 a month at once; leads may give $50. */
async function boundedTeam(portal: PortalDoors) {
  const made = await newProject(portal);
  const shared = { tokensPerMinutePerKey: null, models: ["*"], keyDays: 30, keysPerPerson: 3 };
  await portal.admin("PUT", `/teams/${made.team.id}/ceilings`, {
    member: { ...shared, monthlyUsdPerKey: "5" },
    lead: { ...shared, keyDays: null, keysPerPerson: null, monthlyUsdPerKey: "50", monthlyUsdPerProject: "500" },
  });
  return made;
}

test("a member asks, a lead gives less, the member calls the gateway and sees the cost", async ({
  browser,
  portal,
}) => {
  test.setTimeout(120_000);
  const { team } = await boundedTeam(portal);
  const lead = await personOf(browser, portal, { teamId: team.id, role: "lead" });
  const member = await personOf(browser, portal, { teamId: team.id, role: "member" });
  const name = uniqueName("key");
  const asking = member.page;
  await asking.goto("/access-requests/new");
  await asking.getByLabel("Name", { exact: true }).fill(name);
  await asking.getByLabel("Spend per month, in USD").fill("40");
  await asking.getByLabel("What is it for?").fill("Nightly evaluation of the ranking prompts.");
  const outcome = asking.getByRole("complementary");
  await expect(outcome.getByText("A lead of your team decides")).toBeVisible();
  await expect(outcome.getByText(/^\$40\.00 a month is above the ceiling of \$5\.00/)).toBeVisible();
  await expect(outcome.getByText(`${lead.name} is told when you send it.`)).toBeVisible();
  await asking.getByRole("button", { name: "Send request" }).click();
  await asking.waitForURL(/\/access-requests\/arq_/);
  await expect(asking.getByText("Nobody decides their own request.")).toBeVisible();

  const deciding = lead.page;
  await deciding.goto("/");
  await deciding
    .getByRole("list", { name: "Waiting for you" })
    .getByRole("link", { name: `Key ${name}` })
    .click();
  await expect(deciding.getByText("Nightly evaluation of the ranking prompts.")).toBeVisible();
  await deciding.getByLabel("Spend per month, in USD").fill("12");
  await deciding.getByLabel("For how many days").fill("14");
  await deciding.getByLabel("Comment", { exact: true }).fill("Two weeks should do.");
  await deciding.getByRole("button", { name: "Add comment" }).click();
  await expect(deciding.getByRole("list", { name: "Comments" }).getByText("Two weeks should do.")).toBeVisible();
  await deciding.getByRole("button", { name: "Approve key with $12 a month" }).click();
  await expect(deciding.getByText(`${lead.name} approved it for 14 days`)).toBeVisible();
  await expect(deciding.getByRole("button", { name: "Show secret" })).toHaveCount(0);

  await asking.reload();
  await asking.getByRole("button", { name: "Show secret" }).click();
  const secret = (await asking.getByTestId("secret").textContent()) ?? "";
  await asking.getByRole("button", { name: "I have stored it" }).click();
  await asking.waitForURL(/\/keys\/key_/);
  await untilLimited(portal.origin, secret, 1);
  const { status, requestId } = await portal.chat({ key: secret });
  expect(status).toBe(200);
  // The record is written a moment after the answer.
  await expect
    .poll(async () => (await asking.request.get(`${portal.origin}/api/admin/requests/${requestId}`)).status(), {
      timeout: 20_000,
    })
    .toBe(200);
  await asking.goto(`/requests/${requestId}`);
  await expect(asking.getByRole("heading", { name: "Cost", exact: true })).toBeVisible();
  await expect(
    asking
      .getByRole("main")
      .getByText(/^<?\$\d/)
      .first(),
  ).toBeVisible();
  await Promise.all([lead.close(), member.close()]);
});

test("inside the ceiling a key is there at once, and when its budget stops traffic the error leads to the filled-in form", async ({
  browser,
  portal,
}) => {
  test.setTimeout(120_000);
  const { team } = await boundedTeam(portal);
  const member = await personOf(browser, portal, { teamId: team.id, role: "member" });
  const { page } = member;
  await page.goto("/keys");
  await page.getByRole("link", { name: "Ask for a key" }).first().click();
  await heard(page);
  await page.getByLabel("Name", { exact: true }).fill(uniqueName("key"));
  await page.getByLabel("Spend per month, in USD").fill("0");
  await page.getByRole("combobox", { name: "For how long?" }).click();
  await page.getByRole("option", { name: "30 days" }).click();
  await expect(page.getByRole("complementary").getByText("You get it at once")).toBeVisible();
  await page.getByRole("button", { name: "Get key" }).click();
  const secret = (await page.getByTestId("secret").textContent()) ?? "";
  await page.getByRole("button", { name: "I have stored it" }).click();
  await untilLimited(portal.origin, secret, 1);

  const refused = await fetch(`${portal.origin}/api/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ model: underTest().model, messages: [{ role: "user", content: "Hello" }] }),
  });
  const { error } = (await refused.json()) as { error: { message: string; gatehouse: { request_url: string } } };
  expect(refused.status).toBe(429);
  expect(error.message).toContain(error.gatehouse.request_url);

  await page.goto(error.gatehouse.request_url);
  await expect(page.getByRole("radio", { name: /^A higher limit/ })).toBeChecked();
  await expect(page.getByText(/^It is \$0 now\./)).toBeVisible();
  await page.getByLabel("New limit, in USD").fill("3");
  await expect(page.getByRole("complementary").getByText("You get it at once")).toBeVisible();
  await page.getByRole("button", { name: "Raise limit" }).click();
  await page.waitForURL(/\/access-requests\/arq_/);
  await expect(page.getByText("The ceiling of the team gave it at once")).toBeVisible();
  await expect.poll(async () => (await portal.chat({ key: secret })).status, { timeout: 20_000 }).toBe(200);
  await member.close();
});

test("a refused model's error leads to the form that asks for it, and the grant is shown and ended on the key's page", async ({
  browser,
  portal,
}) => {
  test.setTimeout(120_000);
  const { team, project } = await boundedTeam(portal);
  const { key, secret } = await portal.admin<{ key: { id: string }; secret: string }>("POST", "/keys", {
    projectId: project.id,
    name: uniqueName("narrow"),
    allowedModels: [],
  });
  const call = () =>
    fetch(`${portal.origin}/api/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({ model: underTest().model, messages: [{ role: "user", content: "Hello" }] }),
    });
  const refusal = async () => {
    const answer = await call();
    return { status: answer.status, body: (await answer.json()) as { error?: { code: string; message: string } } };
  };
  await expect.poll(async () => (await refusal()).body.error?.code, { timeout: 20_000 }).toBe("model_not_allowed");
  const { error } = (await refusal()).body;
  const url = /Ask for it: (\S+)$/.exec(error?.message ?? "")?.[1] ?? "";

  const lead = await personOf(browser, portal, { teamId: team.id, role: "lead" });
  const member = await personOf(browser, portal, { teamId: team.id, role: "member" });
  await member.page.goto(url);
  await expect(member.page.getByRole("radio", { name: /^More models/ })).toBeChecked();
  await expect(member.page.getByRole("main").getByText(underTest().model).first()).toBeVisible();
  await expect(member.page.getByRole("complementary").getByText("A lead of your team decides")).toBeVisible();
  await member.page.getByRole("button", { name: "Send request" }).click();
  await member.page.waitForURL(/\/access-requests\/arq_/);

  await lead.page.goto(member.page.url());
  await lead.page.getByRole("button", { name: `Approve ${underTest().model} for 7 days` }).click();
  await expect(lead.page.getByText(`${lead.name} approved it for 7 days`)).toBeVisible();
  await expect.poll(async () => (await call()).status, { timeout: 20_000 }).toBe(200);

  await lead.page.goto(`/keys/${key.id}`);
  const grants = lead.page.getByRole("list", { name: "Models for a time" });
  await expect(grants.getByText(`given by ${lead.name}`)).toBeVisible();
  await grants.getByRole("button", { name: `End ${underTest().model}` }).click();
  await lead.page
    .getByRole("dialog")
    .or(lead.page.getByRole("alertdialog"))
    .getByRole("button", { name: "End now" })
    .click();
  await expect(grants).toHaveCount(0);
  await expect.poll(async () => (await call()).status, { timeout: 20_000 }).toBe(403);
  await Promise.all([lead.close(), member.close()]);
});
