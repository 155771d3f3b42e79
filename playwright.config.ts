import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/testing/find-chromium.mjs";

const executablePath = await findChromium();

export default defineConfig({
  testDir: "e2e/browser",
  outputDir: ".cache/browser-results",
  globalSetup: "./e2e/running-server/playwright-setup.ts",
  // Each worker has a server of its own, so that no file's journeys meet those of another.
  workers: 2,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    trace: "off",
    screenshot: "only-on-failure",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
