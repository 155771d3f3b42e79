import { expect, test } from "./fixtures/portal";

test("every key that the help names does what it says", async ({ page }) => {
  await page.goto("/requests");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const lines = await help.locator("dl > div").evaluateAll((rows) =>
    rows.map((row) => ({
      what: row.querySelector("dt")?.textContent ?? "",
      keys: [...row.querySelectorAll("kbd")].map((key) => key.textContent ?? ""),
    })),
  );
  const rooms = lines.filter(({ keys }) => keys[0] === "g");
  // A room may say how much waits in it.
  const links = (await page.locator("aside nav a").allTextContents()).map((text) => text.replace(/\d+$/, ""));
  expect(rooms.map(({ what }) => what.replace("Go to ", ""))).toEqual(links);
  expect(new Set(rooms.map(({ keys }) => keys[1])).size).toBe(rooms.length);
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Escape");
});
