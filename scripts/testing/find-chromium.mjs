import { existsSync } from "node:fs";

/** Without windows it takes a quarter less time, and is what Playwright itself brings for tests. */
export const HEADLESS_SHELL = "/usr/bin/chromium-headless-shell";
const USUAL_PLACES = [HEADLESS_SHELL, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a Chromium that is here: CHROMIUM_PATH, the system's, or the one Playwright downloaded; undefined when there is none. */
export async function findChromium() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) return wanted;
  const usual = USUAL_PLACES.find((path) => existsSync(path));
  if (usual !== undefined) return usual;
  const { chromium } = await import("playwright");
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}
