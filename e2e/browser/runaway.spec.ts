import type { Page } from "@playwright/test";
import { newKey } from "./fixtures/new-project";
import { expect, type PortalDoors, test } from "./fixtures/portal";

/** Sends the same prompt again and again, ten at a time, until the guard has done what `done` waits for. */
async function loop(portal: PortalDoors, key: string, done: (status: number) => Promise<boolean>): Promise<void> {
  const again = async () => {
    const calls = await Promise.all(Array.from({ length: 10 }, () => portal.chat({ key })));
    return done(calls.at(-1)?.status ?? 0);
  };
  await expect.poll(again, { timeout: 45_000, intervals: [0] }).toBe(true);
}

const waitingFor = (page: Page, name: string) =>
  page.getByRole("list", { name: "Waiting for you" }).getByRole("listitem").filter({ hasText: name });

test("a key that repeats one prompt is paused, says so wherever one looks, and is resumed with one click", async ({
  page,
  portal,
}) => {
  const key = await newKey(portal);
  await portal.admin("PATCH", `/keys/${key.id}`, { onRunaway: "pause" });
  await loop(portal, key.secret, async (status) => status === 403);

  await page.goto("/");
  const waiting = waitingFor(page, key.name);
  await expect(waiting.getByText("Paused")).toBeVisible();
  await expect(waiting.getByText(/the same prompt again and again/)).toBeVisible();
  await page.goto(`/keys?q=${key.name}`);
  await expect(page.getByRole("row").filter({ hasText: key.name }).getByText("Paused")).toBeVisible();
  const refused = await portal.chat({ key: key.secret });
  expect(refused.status).toBe(403);

  await page.goto(`/keys/${key.id}`);
  const banner = page.getByRole("alert").filter({ hasText: "The runaway guard paused this key" });
  await expect(banner).toContainText("It sent the same prompt again and again");
  await banner.getByRole("button", { name: "Resume key" }).click();
  await expect(page.getByText(`${key.name} works again`)).toBeVisible();
  await expect(banner).toHaveCount(0);
  await expect.poll(async () => (await portal.chat({ key: key.secret })).status).toBe(200);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(waiting).toHaveCount(0);
});

test("a key that is only flagged goes on, and what was seen is dismissed from the overview", async ({
  page,
  portal,
}) => {
  const key = await newKey(portal);
  const flagged = async () => {
    const { items } = await portal.admin<{ items: object[] }>("GET", `/runaway-flags?keyId=${key.id}&open=true`);
    return items.length > 0;
  };
  await loop(portal, key.secret, flagged);
  await page.goto(`/keys?q=${key.name}`);
  await expect(page.getByRole("row").filter({ hasText: key.name }).getByText("Flagged")).toBeVisible();
  await page.goto("/");
  await page.getByRole("button", { name: `What the guard saw in ${key.name} is fine` }).click();
  await expect(waitingFor(page, key.name)).toHaveCount(0);
  expect((await portal.chat({ key: key.secret })).status).toBe(200);
});

test("a refused call draws every limit as it stood, the one that refused first", async ({ page, portal }) => {
  const key = await newKey(portal);
  const scope = { kind: "key", id: key.id };
  await portal.admin("POST", "/quotas", { scope, unit: "usd", window: "month", limit: "50" });
  await portal.admin("POST", "/quotas", { scope, unit: "requests", window: "day", limit: "0" });
  let requestId = "";
  const refused = async () => {
    const call = await portal.chat({ key: key.secret });
    requestId = call.requestId;
    return call.status;
  };
  await expect.poll(refused).toBe(429);
  await expect
    .poll(
      () =>
        portal.admin("GET", `/requests/${requestId}`).then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true);
  await page.goto(`/requests/${requestId}`);
  const limits = page.getByRole("listitem").filter({ has: page.getByRole("meter") });
  await expect(limits.first()).toContainText("Requests per day");
  await expect(limits.first()).toContainText("Refused the call");
  await expect(limits.filter({ hasText: `Key ${key.name}` }).filter({ hasText: "Spend per month" })).toBeVisible();
  await limits.first().getByRole("link", { name: "Requests per day" }).click();
  await expect(page).toHaveURL(/\/limits\/quo_/);
});
