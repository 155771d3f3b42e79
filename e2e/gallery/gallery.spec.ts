import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ALL_PAGES } from "../browser/fixtures/pages";
import { expect, test } from "../browser/fixtures/portal";

const FOLDER = "docs/images/gallery";
const THEMES = ["light", "dark"] as const;
/** Sharp text in a file of some 40 kB. */
const WEBP_QUALITY = 72;
const SETTLED_MS = 1_000;

test.beforeAll(() => mkdir(FOLDER, { recursive: true }));

/** What is done for their pictures would be seen in those of others, such as keys that a proof makes. */
const LAST: readonly string[] = ["Playground", "Proof of enforcement"];
const inOrder = [
  ...ALL_PAGES.filter(({ name }) => !LAST.includes(name)),
  ...ALL_PAGES.filter(({ name }) => LAST.includes(name)),
];

for (const { name, find } of inOrder) {
  test(`a picture of ${name}, in light and dark`, async ({ page, portal }) => {
    const path = await find(portal);
    if (path === null) return;
    const slug = slugOf(name);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      if (theme === "light") {
        await open(page, path);
        await PREPARE[name]?.(page);
      }
      await expect(page.locator("html")).toHaveClass(theme === "dark" ? /dark/ : /light/);
      await writeFile(join(FOLDER, `${slug}-${theme}.webp`), await pictureOf(page));
    }
  });
}

test("the page that shows them all, without pictures of pages that are gone", async () => {
  const files = new Set(await readdir(FOLDER));
  const shown = ALL_PAGES.map(({ name }) => ({ name, slug: slugOf(name) })).filter(({ slug }) =>
    THEMES.every((theme) => files.has(`${slug}-${theme}.webp`)),
  );
  const known = new Set(shown.flatMap(({ slug }) => THEMES.map((theme) => `${slug}-${theme}.webp`)));
  for (const file of files) if (!known.has(file)) await rm(join(FOLDER, file));
  await writeFile("docs/gallery.md", galleryPage(shown));
  expect(shown.length).toBeGreaterThan(0);
});

/** What somebody would do on a page before it shows what it is for. */
const PREPARE: Record<string, (page: Page) => Promise<void>> = {
  async Playground(page) {
    await page.getByRole("button", { name: "Add model" }).click();
    await page.getByRole("textbox", { name: "Message" }).fill("Which of our parcels should travel by rail?");
    await page.keyboard.press("Enter");
    await expect(page.getByText("First token", { exact: true })).toHaveCount(2);
  },
  async "Proof of enforcement"(page) {
    const run = page.getByRole("button", { name: "Run now" });
    await run.first().click();
    await expect(run).toBeDisabled();
    await expect(run).toBeEnabled({ timeout: 200_000 });
  },
};

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await expect(page.getByText("This page failed to show")).toHaveCount(0);
  await expect(page.locator("[aria-busy=true], main .animate-shimmer.bg-subtle")).toHaveCount(0);
  // A page that follows what happens is never out of touch with the server, so what is left to draw gets a moment.
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(SETTLED_MS);
}

/** What the viewport shows, as WebP, which Playwright itself does not write. */
async function pictureOf(page: Page): Promise<Buffer> {
  const browser = await page.context().newCDPSession(page);
  const { data } = await browser.send("Page.captureScreenshot", { format: "webp", quality: WEBP_QUALITY });
  await browser.detach();
  return Buffer.from(data, "base64");
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/^-|-$/g, "");
}

function galleryPage(shown: readonly { name: string; slug: string }[]): string {
  const rows = shown.flatMap(({ name, slug }) => [
    `## ${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    "",
    "| Light | Dark |",
    "|---|---|",
    `| ${THEMES.map((theme) => `![${name}, ${theme}](images/gallery/${slug}-${theme}.webp)`).join(" | ")} |`,
    "",
  ]);
  return [
    "# What every page looks like",
    "",
    "From the demo organization (`npm start -- --demo`), as its owner sees it; every call in it is simulated. The pictures and this page are",
    "made by `npm run screenshots`, after `npm run build`.",
    "",
    ...rows,
  ].join("\n");
}
