import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const exclude = ["node_modules/**", "dist/**", ".next/**", ".cache/**"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: { "@": root } },
        test: {
          name: "unit",
          root,
          environment: "node",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...exclude, "e2e/conformance/**", "e2e/browser/**", "e2e/quota-load/**", "e2e/faults/**", "**/*.db.test.ts"],
        },
      },
      {
        resolve: { alias: { "@": root } },
        test: {
          name: "database",
          root,
          environment: "node",
          include: ["**/*.db.test.ts"],
          exclude: [...exclude, "e2e/**"],
          globalSetup: ["db/testing/prepare-template.ts"],
          // Every file has a database process of its own.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias: { "@": root } },
        test: {
          name: "conformance",
          root,
          environment: "node",
          include: ["e2e/conformance/**/*.test.ts"],
          exclude,
          globalSetup: ["e2e/conformance/harness/start-server.ts"],
          // One server at a time: the suites watch latency, drain and memory.
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias: { "@": root } },
        test: {
          name: "faults",
          root,
          environment: "node",
          include: ["e2e/faults/**/*.test.ts"],
          exclude,
          globalSetup: ["e2e/faults/harness/prepare.ts"],
          // One database is frozen and cut at a time, and latencies are compared.
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias: { "@": root } },
        test: {
          name: "quota-load",
          root,
          environment: "node",
          include: ["e2e/quota-load/**/*.test.ts"],
          exclude,
          globalSetup: ["e2e/quota-load/harness/prepare.ts"],
          // Each file has servers and a database of its own; one of them mostly waits for a minute to pass.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
