import { existsSync } from "node:fs";
import { join } from "node:path";
import { runPhase, SetupFailure } from "../setup/phase.mjs";
import { ROOT } from "../setup/root.mjs";
import { findChromium } from "./find-chromium.mjs";

/** Path of a Chromium for the browser tests, installed when there is none: by apt for root on Debian, else by Playwright. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    await runPhase("Updating the package index", "apt-get", ["update", "-qq"]);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await runPhase("Installing Chromium", "apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      env,
    });
  } else {
    const playwright = join(ROOT, "node_modules/playwright/cli.js");
    await runPhase("Installing Chromium", process.execPath, [playwright, "install", "chromium"]);
  }
  const installed = await findChromium();
  if (installed === undefined) throw new SetupFailure("No Chromium was found after installing one. Set CHROMIUM_PATH.");
  return installed;
}
