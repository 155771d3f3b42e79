import { spawnSync } from "node:child_process";
import { setup as prepareTemplate } from "../../../db/testing/prepare-template";

/** Vitest's global set-up: bundles the server as `npm run build` does, but with its packages and without the portal, and prepares an empty database. */
export async function setup(): Promise<void> {
  const script = `import("./scripts/setup/bundle.mjs").then(({ bundleWhole }) => bundleWhole({ "crash-server": "server.ts" }, ".cache"))`;
  const bundled = spawnSync(process.execPath, ["-e", script], { stdio: "inherit" });
  if (bundled.status !== 0) throw new Error("the server could not be bundled");
  await prepareTemplate();
}
