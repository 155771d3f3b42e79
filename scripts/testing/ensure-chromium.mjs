import { existsSync } from "node:fs";
import { join } from "node:path";
import { runPhase, SetupFailure } from "../setup/phase.mjs";
import { ROOT } from "../setup/root.mjs";
import { findChromium, HEADLESS_SHELL } from "./find-chromium.mjs";

/**
 * Path of a Chromium for the browser tests. Root on Debian gets Debian's headless shell when it is missing, and its whole Chromium
 * where there is no such package; everybody else what is here, or else Playwright's own.
 */
export async function ensureChromium() {
  const found = await findChromium();
  if (found === HEADLESS_SHELL || (found !== undefined && process.env.CHROMIUM_PATH)) return found;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) return installFromDebian(found);
  if (found !== undefined) return found;
  const playwright = join(ROOT, "node_modules/playwright/cli.js");
  await runPhase("Installing Chromium", process.execPath, [playwright, "install", "chromium"]);
  return foundAfterAll();
}

async function installFromDebian(found) {
  try {
    await runPhase("Updating the package index", "apt-get", ["update", "-qq"]);
    await install("chromium-headless-shell");
    return await foundAfterAll();
  } catch (error) {
    console.log(`  No headless shell, so a whole browser takes its place and more time: ${lastLine(error)}`);
  }
  if (found !== undefined) return found;
  await install("chromium");
  return foundAfterAll();
}

function install(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return runPhase(`Installing ${name}`, "apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], { env });
}

async function foundAfterAll() {
  const installed = await findChromium();
  if (installed === undefined) throw new SetupFailure("No Chromium was found after installing one. Set CHROMIUM_PATH.");
  return installed;
}

function lastLine(error) {
  return error.message.trimEnd().split("\n").at(-1);
}
