import { defineConfig } from "@playwright/test";
import browser from "../../playwright.config";

/** `npm run screenshots`: not a test, but the same house, visitor and browser as the journeys'. */
export default defineConfig(browser, {
  testDir: ".",
  globalSetup: "../running-server/playwright-setup.ts",
  outputDir: "../../.cache/gallery-results",
  workers: 1,
  // Nothing is judged here, so a busy machine may take its time.
  timeout: 240_000,
  expect: { timeout: 90_000 },
  reporter: "line",
  use: { trace: "off", screenshot: "off", viewport: { width: 1280, height: 840 } },
});
