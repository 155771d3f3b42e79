import type { Page } from "@playwright/test";
import { FORMULAS, HIDDEN, MARKDOWN, MARKUP } from "./fixtures/hostile";
import { type NewKey, newKey } from "./fixtures/new-project";
import { underTest } from "./fixtures/owner-session";
import { expect, type PortalDoors, test } from "./fixtures/portal";

const ALL = [...MARKUP, ...MARKDOWN, ...HIDDEN, ...FORMULAS];
const HUGE = "words ".repeat(50_000);

/** What the caller says through the gateway, in every place of a call that the portal shows. Gives the record's id. */
async function say(portal: PortalDoors, key: NewKey, text: string, model?: string): Promise<string> {
  const visible = text.replace(/[^\x20-\x7e]/g, "");
  const answer = await fetch(`${portal.origin}/api/v1/chat/completions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${key.secret}`,
      "content-type": "application/json",
      "user-agent": visible.slice(0, 200),
      "x-gatehouse-session": visible.slice(0, 120),
    },
    body: JSON.stringify({
      model: model ?? underTest().model,
      user: text.slice(0, 500),
      messages: [
        { role: "user", content: text },
        { role: "assistant", content: text },
        { role: "user", content: text },
      ],
    }),
  });
  await answer.text();
  return answer.headers.get("x-request-id") ?? "";
}

/** Says it until a call of it is kept: the gateway follows a change of privacy within two seconds. Gives that call's id. */
async function sayKept(portal: PortalDoors, key: NewKey, text: string): Promise<string> {
  const said: string[] = [];
  let kept: string | undefined;
  const isKept = async (id: string) =>
    (await portal.admin<{ text: { stored: boolean } }>("GET", `/requests/${id}`)).text.stored;
  await expect
    .poll(
      async () => {
        for (const id of said) if (await isKept(id).catch(() => false)) kept = id;
        if (kept === undefined) said.push(await say(portal, key, text));
        return kept !== undefined;
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  return kept ?? "";
}

/** Nothing ran, nothing is there that could, and the policy never had to stop anything. */
async function expectInert(page: Page) {
  const found = await page.evaluate(() => ({
    ran: (window as { __ran?: number }).__ran ?? 0,
    stopped: (window as { __stopped?: string[] }).__stopped ?? [],
    active: document.querySelectorAll(
      "main :is(script, iframe, object, embed, img, video, form[action], base, meta, link, style, [onerror], [onload])",
    ).length,
    javascript: document.querySelectorAll('a[href^="javascript:" i], a[href^="data:" i]').length,
  }));
  expect(found).toEqual({ ran: 0, stopped: [], active: 0, javascript: 0 });
}

test("what callers send is shown on every page and never runs, loads or leaves", async ({ page, portal }) => {
  test.setTimeout(120_000);
  const key = await newKey(portal);
  await portal.admin("PUT", `/projects/${key.project.id}/privacy`, { textTier: "text", textDays: null });
  await page.addInitScript(() => {
    const stopped: string[] = [];
    Object.assign(window, { __stopped: stopped });
    document.addEventListener("securitypolicyviolation", (event) =>
      stopped.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.on("dialog", (dialog) => {
    throw new Error(`a dialog opened: ${dialog.message()}`);
  });

  const id = await sayKept(portal, key, ALL.join("\n\n"));
  const single: string[] = [];
  for (const text of [...MARKUP.slice(0, 4), ...HIDDEN, ...FORMULAS]) single.push(await say(portal, key, text, text));
  const huge = await sayKept(portal, key, HUGE);

  const answer = await page.goto(`/requests/${id}`);
  const policy = (await answer?.headerValue("content-security-policy")) ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  expect(policy.match(/script-src[^;]*/)?.[0]).not.toContain("unsafe");
  await page.getByRole("button", { name: "Reveal text" }).click();
  await expect(page.getByText("Image not loaded: pixel (https://evil.example/pixel.png)").first()).toBeVisible();
  await expect(page.getByText("invoice⟨U+202E⟩fdp.exe").first()).toBeVisible();
  const link = page.getByRole("link", { name: /a real link/ }).first();
  await expect(link).toHaveAttribute("rel", /noopener noreferrer nofollow/);
  await expect(link).toContainText("(https://evil.example/landing)");
  await expectInert(page);
  await page.getByRole("radio", { name: "Raw" }).click();
  await expect(page.getByRole("heading", { name: "Answer", exact: true })).toBeVisible();
  await expectInert(page);

  await page.goto(`/requests/${huge}`);
  await page.getByRole("button", { name: "Reveal text" }).click();
  await page
    .getByRole("button", { name: /Show more/ })
    .first()
    .click();
  await expectInert(page);

  for (const one of single.slice(0, 6)) {
    await page.goto(`/requests/${one}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectInert(page);
  }
  for (const path of [
    "/requests",
    `/requests?key=${key.id}&range=30d`,
    `/keys/${key.id}`,
    "/",
    "/audit",
    `/requests?endUser=${encodeURIComponent(MARKUP[0] ?? "")}`,
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
    await expectInert(page);
  }
});

test("a look at what was said is in the audit log, and words that were said find the call", async ({
  page,
  portal,
}) => {
  const key = await newKey(portal);
  await portal.admin("PUT", `/projects/${key.project.id}/privacy`, { textTier: "text", textDays: 7 });
  const word = `zanzibar${key.id.slice(-6).toLowerCase()}`;
  const id = await sayKept(portal, key, `Where is the ${word} invoice?`);
  await page.goto("/requests");
  const box = page.getByLabel("Words in prompts and answers, then Enter");
  await box.fill(`${word} invoice`);
  await box.press("Enter");
  await page.locator(`tr[data-row="${id}"]`).getByRole("link").first().click();
  await page.getByRole("button", { name: "Reveal text" }).click();
  await expect(page.getByText(`Where is the ${word} invoice?`).first()).toBeVisible();
  const { items } = await portal.admin<{ items: { action: string }[] }>("GET", `/audit?targetId=${id}`);
  expect(items.map((event) => event.action)).toContain("requests.reveal");

  await page.goto("/requests?outcome=failed&range=7d");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByLabel("Save this view as").fill(`Failures ${word}`);
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("link", { name: `Failures ${word}` }).click();
  await expect(page).toHaveURL(/outcome=failed/);
});
