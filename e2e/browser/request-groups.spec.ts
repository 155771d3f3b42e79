import { uniqueName } from "./fixtures/new-project";
import { underTest } from "./fixtures/owner-session";
import { expect, type PortalDoors, test } from "./fixtures/portal";

/** A call of a session for an end user; resolves when its record can be read. */
async function say(portal: PortalDoors, who: { session: string; endUser: string }): Promise<string> {
  const { origin, key, model } = underTest();
  const answer = await fetch(`${origin}/api/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "x-gatehouse-session": who.session },
    body: JSON.stringify({ model, user: who.endUser, messages: [{ role: "user", content: "Hello" }] }),
  });
  await answer.text();
  const requestId = answer.headers.get("x-request-id") ?? "";
  await expect
    .poll(async () => (await portal.admin<{ items: unknown[] }>("GET", `/requests?q=${requestId}`)).items.length)
    .toBe(1);
  return requestId;
}

test("a session's calls are one conversation, whatever its name, and its end user is one step away", async ({
  page,
  portal,
}) => {
  const session = `${uniqueName("run")}/../50% & more`;
  const endUser = uniqueName("customer");
  const [first, second] = [await say(portal, { session, endUser }), await say(portal, { session, endUser })];
  await page.goto("/requests/sessions");
  await page.getByRole("searchbox").fill(session.slice(0, 12));
  const row = page.locator("tbody tr[data-row]");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("2");
  await row.getByRole("link", { name: session }).click();
  await expect(page.getByRole("heading", { level: 1, name: session })).toBeVisible();
  const calls = page.getByRole("list", { name: "Calls of the session" }).getByRole("listitem");
  await expect(calls).toHaveCount(2);
  await expect(calls.nth(0).getByRole("link")).toHaveAttribute("href", `/requests/${first}`);
  await expect(calls.nth(1).getByRole("link")).toHaveAttribute("href", `/requests/${second}`);
  await page.getByRole("link", { name: endUser }).click();
  await expect(page.getByRole("heading", { level: 1, name: endUser })).toBeVisible();
  await expect(page.getByRole("link", { name: session })).toBeVisible();
  await expect(page.getByRole("button", { name: "Erase" })).toBeVisible();
});

test("sessions and end users are found from the palette", async ({ page, portal }) => {
  const who = { session: uniqueName("run"), endUser: uniqueName("customer") };
  await say(portal, who);
  await page.goto("/requests");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(who.endUser);
  await page.getByRole("option", { name: who.endUser }).click();
  await expect(page.getByRole("heading", { level: 1, name: who.endUser })).toBeVisible();
  await page.getByRole("link", { name: who.session }).click();
  await expect(page.getByRole("heading", { level: 1, name: who.session })).toBeVisible();
});

test("people are found by typing in the filter of requests", async ({ page, portal }) => {
  const name = uniqueName("Person");
  const person = await portal.admin<{ person: { id: string } }>("POST", "/people", {
    name,
    email: `${name}@journeys.example`,
    role: "member",
  });
  await page.goto("/requests");
  await page.getByRole("button", { name: "Person", exact: true }).click();
  await page.getByPlaceholder("Find person").fill(name);
  await page.getByRole("option", { name }).click();
  await expect(page).toHaveURL(new RegExp(`person=${person.person.id}`));
  await expect(page.getByRole("button", { name: `Person: ${name}` })).toBeVisible();
});

test("Enter waits for the people found by what is typed, and takes nobody of an earlier search", async ({
  page,
  portal,
}) => {
  const stem = uniqueName("Enter");
  const invite = async (name: string) => {
    const body = { name, email: `${uniqueName("enter")}@journeys.example`, role: "member" };
    return (await portal.admin<{ person: { id: string } }>("POST", "/people", body)).person.id;
  };
  const [first, second] = [await invite(`${stem} first`), await invite(`${stem} second`)];
  const answer = Promise.withResolvers<void>();
  await page.route(/\/api\/admin\/people\?.*second/, async (route) => {
    await answer.promise;
    await route.continue();
  });
  await page.goto("/requests");
  await page.getByRole("button", { name: "Person", exact: true }).click();
  const box = page.getByPlaceholder("Find person");
  await box.fill(stem);
  await expect(page.getByRole("option")).toHaveText([/ first/, / second/]);
  const asked = page.waitForRequest(/\/people\?.*second/);
  await box.fill(`${stem} second`);
  await asked;
  await expect(page.getByRole("listbox", { name: "Suggestions" })).toHaveAttribute("aria-busy", "true");
  await expect(page.getByRole("option").first()).toHaveText(/ first/);
  await box.press("Enter");
  await expect(box).toBeVisible();
  expect(page.url()).not.toContain("person=");
  answer.resolve();
  await expect(page).toHaveURL(new RegExp(`person=${second}`));
  expect(page.url()).not.toContain(first);
  await expect(page.getByRole("button", { name: `Person: ${stem} second` })).toBeVisible();
});

test("the first of the people found is the one that Enter takes, also when the search before had them further down", async ({
  page,
  portal,
}) => {
  const stem = uniqueName("Order");
  for (const name of [`${stem} a`, `${stem} ab`]) {
    const email = `${uniqueName("order")}@journeys.example`;
    await portal.admin("POST", "/people", { name, email, role: "member" });
  }
  await page.goto("/requests");
  await page.getByRole("button", { name: "Person", exact: true }).click();
  const box = page.getByPlaceholder("Find person");
  await box.fill(`${stem} ab`);
  await expect(page.getByRole("option")).toHaveCount(1);
  await box.fill(`${stem} a`);
  await expect(page.getByRole("option")).toHaveText([/ a(?!b)/, / ab/]);
  await expect(page.getByRole("option", { selected: true })).toHaveText(/ a(?!b)/);
});

test("a kept call opens in the playground, filled in; one that is not kept says why not", async ({ page, portal }) => {
  const { items } = await portal.admin<{ items: { id: string }[] }>("GET", "/request-texts?words=order&limit=1");
  const kept = items[0]?.id ?? "";
  await page.goto(`/requests/${kept}`);
  await page.getByRole("link", { name: "Open in playground" }).click();
  await expect(page.getByText(/^Filled in from a request/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Message" })).not.toHaveValue("");
  const { requestId } = await portal.chat();
  await page.goto(`/requests/${requestId}`);
  const button = page.getByRole("button", { name: "Open in playground" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await button.focus();
  await expect(page.getByRole("tooltip")).toContainText("is not kept");
});
