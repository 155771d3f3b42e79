import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const exclude = ["node_modules/**", "dist/**", ".next/**", ".cache/**"];

const PROOFS = "lib/proof/**/*.db.test.ts";
const CONFORMANCE = "e2e/conformance/**/*.test.ts";
const CONFORMANCE_ALONE = "e2e/conformance/alone/*.test.ts";

/** Real clients against the built server; each worker has a server of its own. */
function conformanceProject(
  name: string,
  files: { include: string[]; exclude: string[]; workers: number },
): TestProjectInlineConfiguration {
  return {
    resolve: { alias: { "@": root } },
    test: {
      name,
      root,
      environment: "node",
      include: files.include,
      exclude: [...exclude, ...files.exclude],
      globalSetup: ["e2e/conformance/harness/start-server.ts"],
      maxWorkers: files.workers,
      fileParallelism: files.workers > 1,
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  };
}

/** Several servers on one database, under load: nothing else may run beside it. */
function quotaProject(name: string, file: string): TestProjectInlineConfiguration {
  return {
    resolve: { alias: { "@": root } },
    test: {
      name,
      root,
      environment: "node",
      include: [`e2e/quota-load/${file}.test.ts`],
      exclude,
      globalSetup: ["e2e/quota-load/harness/prepare.ts"],
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  };
}

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
          exclude: [
            ...exclude,
            "e2e/conformance/**",
            "e2e/browser/**",
            "e2e/quota-load/**",
            "e2e/faults/**",
            "e2e/crash/**",
            "**/*.db.test.ts",
          ],
        },
      },
      {
        resolve: { alias: { "@": root } },
        test: {
          name: "database",
          root,
          environment: "node",
          include: ["**/*.db.test.ts"],
          exclude: [...exclude, "e2e/**", PROOFS],
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
          name: "proof",
          root,
          environment: "node",
          include: [PROOFS],
          exclude,
          globalSetup: ["db/testing/prepare-template.ts"],
          // A proof calls as fast as it can while seconds are watched: two at once are red because the other is there.
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      conformanceProject("conformance", { include: [CONFORMANCE], exclude: [CONFORMANCE_ALONE], workers: 2 }),
      // They watch memory or call as fast as they can: nothing else may run beside them.
      conformanceProject("conformance-alone", { include: [CONFORMANCE_ALONE], exclude: [], workers: 1 }),
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
          name: "crash",
          root,
          environment: "node",
          include: ["e2e/crash/**/*.test.ts"],
          exclude,
          globalSetup: ["e2e/crash/harness/prepare.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      quotaProject("quota-load", "budgets"),
      // On its own because it takes a real minute, which no database changes.
      quotaProject("quota-minute", "rolling-minute"),
    ],
  },
});
