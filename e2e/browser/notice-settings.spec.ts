import type { Page } from "@playwright/test";
import { uniqueName } from "./fixtures/new-project";
import { expect, type PortalDoors, test } from "./fixtures/portal";

interface Preferences {
  topics: { topic: string; byMail: string; fixed: boolean }[];
}

interface Destination {
  name: string;
  kind: string;
  topics: string[];
  leastSeverity: string;
  teams: { name: string }[];
  recipients: string[];
  mailsPeople: boolean;
  paused: boolean;
}

async function destinationNamed(portal: PortalDoors, name: string): Promise<Destination | undefined> {
  const { items } = await portal.admin<{ items: Destination[] }>("GET", "/notice-destinations");
  return items.find((one) => one.name === name);
}

const rowOf = (page: Page, name: string) =>
  page.getByRole("list", { name: "Destinations" }).getByRole("listitem").filter({ hasText: name });

async function remove(page: Page, name: string): Promise<void> {
  await rowOf(page, name)
    .getByRole("button", { name: `More about ${name}` })
    .click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await page.getByRole("button", { name: "Remove destination" }).click();
  await expect(rowOf(page, name)).toHaveCount(0);
}

test("what comes by mail is chosen topic by topic and kept; what is about security is no choice", async ({
  page,
  portal,
}) => {
  const before = await portal.admin<Preferences>("GET", "/me/notice-preferences");
  const byMail = async () => {
    const { topics } = await portal.admin<Preferences>("GET", "/me/notice-preferences");
    return Object.fromEntries(topics.map((one) => [one.topic, one.byMail]));
  };
  const wanted = { ...(await byMail()), budget_threshold: "digest", latency: "none" };
  try {
    await page.goto("/me");
    const card = page.getByRole("list", { name: "Notices by mail" });
    const choice = (topic: string) => card.getByRole("combobox", { name: `Mail about ${topic}` });
    for (const [topic, label] of [
      ["budget thresholds", "Once a day"],
      ["latency", "Never"],
    ] as const) {
      await choice(topic).click();
      await page.getByRole("option", { name: label }).click();
      await expect(choice(topic)).toHaveText(label);
    }
    await expect.poll(byMail).toEqual(wanted);
    await page.reload();
    await expect(choice("budget thresholds")).toHaveText("Once a day");
    await expect(choice("latency")).toHaveText("Never");
    const fixed = before.topics.filter((one) => one.fixed);
    expect(fixed.length).toBeGreaterThan(0);
    await expect(card.getByText("Always at once")).toHaveCount(fixed.length);
    await expect(card.getByRole("combobox")).toHaveCount(before.topics.length - fixed.length);
  } finally {
    const topics = before.topics.filter((one) => !one.fixed).map(({ topic, byMail }) => ({ topic, byMail }));
    await portal.admin("PUT", "/me/notice-preferences", { topics });
  }
});

test("a choice about mail that could not be stored says so and goes back to what holds", async ({ page }) => {
  await page.goto("/me");
  const choice = page.getByRole("combobox", { name: "Mail about error rate" });
  const before = await choice.textContent();
  await page.route("**/api/admin/me/notice-preferences", (route) =>
    route.request().method() === "PUT" ? route.abort() : route.continue(),
  );
  await choice.click();
  await page.getByRole("option", { name: before === "Never" ? "Once a day" : "Never" }).click();
  await expect(page.getByText("Not saved")).toBeVisible();
  await expect(choice).toHaveText(before ?? "");
});

test("what a webhook and a Slack channel are told is narrowed, paused and kept", async ({ page, portal }) => {
  const team = await portal.admin<{ name: string }>("POST", "/teams", { name: uniqueName("Team") });
  const [hook, slack] = [uniqueName("Hook"), uniqueName("Slack")];
  const url = "https://ops.journeys.example/hook";
  await portal.admin("POST", "/notice-destinations", { kind: "webhook", name: hook, url });
  await portal.admin("POST", "/notice-destinations", { kind: "slack", name: slack, url });
  await page.goto("/settings/notices");
  await expect(rowOf(page, hook)).toContainText("Everything");

  await rowOf(page, hook)
    .getByRole("button", { name: `More about ${hook}` })
    .click();
  await page.getByRole("menuitem", { name: "Change…" }).click();
  const form = page.getByRole("dialog", { name: `Change ${hook}` });
  await form.getByRole("combobox", { name: "About" }).click();
  for (const topic of ["Budget thresholds", "Provider down"]) await page.getByRole("option", { name: topic }).click();
  await page.keyboard.press("Escape");
  await form.getByRole("combobox", { name: "How bad" }).click();
  await page.getByRole("option", { name: "Critical only" }).click();
  await form.getByRole("combobox", { name: "Of teams" }).click();
  await page.getByPlaceholder("Find team").fill(team.name);
  await page.getByRole("option", { name: team.name }).click();
  await page.keyboard.press("Escape");
  await form.getByRole("button", { name: "Save changes" }).click();
  await expect(form).toHaveCount(0);
  await rowOf(page, slack)
    .getByRole("button", { name: `More about ${slack}` })
    .click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await expect(rowOf(page, slack)).toContainText("Paused");

  await page.reload();
  await expect(rowOf(page, hook)).toContainText(`Budget thresholds, Provider down of ${team.name}, critical only`);
  await expect(rowOf(page, slack)).toContainText("Paused");
  const topics = ["budget_threshold", "provider_down"];
  expect(await destinationNamed(portal, hook)).toMatchObject({
    topics,
    leastSeverity: "critical",
    teams: [{ name: team.name }],
    paused: false,
  });
  expect(await destinationNamed(portal, slack)).toMatchObject({ topics: [], leastSeverity: "info", paused: true });
  for (const name of [hook, slack]) await remove(page, name);
});

test("a mail server is set up for a list, and who is on it is changed and kept", async ({ page, portal }) => {
  const name = uniqueName("Mail");
  await page.goto("/settings/notices");
  await page.getByRole("button", { name: "Add destination" }).first().click();
  const form = page.getByRole("dialog", { name: "Add destination" });
  await form.getByRole("radio", { name: /^Mail/ }).click();
  await form.getByLabel("Name", { exact: true }).fill(name);
  await form.getByLabel("Server").fill("smtp.journeys.example");
  await form.getByLabel("From").fill("gatehouse@journeys.example");
  await form.getByLabel("Recipients").fill("oncall@journeys.example; finance@journeys.example");
  await form.getByRole("switch", { name: "Also mail people what concerns them" }).click();
  await form.getByRole("button", { name: "Add destination" }).click();
  await expect(form).toHaveCount(0);
  const both = ["oncall@journeys.example", "finance@journeys.example"];
  expect(await destinationNamed(portal, name)).toMatchObject({ kind: "mail", recipients: both, mailsPeople: false });

  await rowOf(page, name)
    .getByRole("button", { name: `More about ${name}` })
    .click();
  await page.getByRole("menuitem", { name: "Change…" }).click();
  const change = page.getByRole("dialog", { name: `Change ${name}` });
  await expect(change.getByLabel("Recipients")).toHaveValue(both.join(", "));
  await change.getByLabel("Recipients").fill("oncall@journeys.example");
  await change.getByRole("button", { name: "Save changes" }).click();
  await expect(change).toHaveCount(0);
  await page.reload();
  await expect(rowOf(page, name)).toBeVisible();
  expect(await destinationNamed(portal, name)).toMatchObject({ recipients: ["oncall@journeys.example"] });
  await remove(page, name);
});

test("how early ends that come near are told is changed, refused where it cannot be read, and kept", async ({
  page,
  portal,
}) => {
  const before = await portal.admin<{ expiryDays: number[] }>("GET", "/notice-settings");
  try {
    await page.goto("/settings/notices?tab=rules");
    const days = page.getByRole("form", { name: "Ends that come near" }).getByLabel("Days before");
    await days.fill("soon");
    await page.getByRole("button", { name: "Save days" }).click();
    await expect(page.getByText("Write days with commas, such as 7, 1.")).toBeVisible();
    await days.fill("21, 5");
    await page.getByRole("button", { name: "Save days" }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(days).toHaveValue("21, 5");
    expect(await portal.admin("GET", "/notice-settings")).toEqual({ expiryDays: [21, 5] });
  } finally {
    await portal.admin("PUT", "/notice-settings", before);
  }
});
