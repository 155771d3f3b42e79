import { defineConfig } from "@playwright/test";
import browser from "../../playwright.config";

/** `npm run screenshots`: not a test, but the same house, visitor and browser as the journeys'. */
export default defineConfig(browser, {
  testDir: ".",
  globalSetup: "../running-server/playwright-setup.ts",
  outputDir: "../../.cache/gallery-results",
  workers: 1,
  reporter: "line",
  use: { trace: "off", screenshot: "off", viewport: { width: 1280, height: 840 } },
});
