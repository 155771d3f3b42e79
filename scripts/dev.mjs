import { spawn } from "node:child_process";
import { join } from "node:path";
import { installDependencies } from "./setup/install-dependencies.mjs";
import { reportFailure } from "./setup/phase.mjs";
import { pinnedNode } from "./setup/pinned-node.mjs";
import { ROOT } from "./setup/root.mjs";

/** `npm run dev`: pages reload by themselves, the server restarts when its sources change. Arguments go to the server. */
try {
  await installDependencies({ development: true });
  const restart = supervise(pinnedNode());
  const { watchBundle } = await import("./setup/bundle.mjs");
  // One level below the root, like dist/, so that the server finds its neighbours the same way.
  await watchBundle({ server: "server.ts", "embedded-child": "db/embedded-child.ts" }, join(ROOT, ".cache"), restart);
} catch (error) {
  reportFailure(error);
}

/** Returns a function that starts the server, ending the one before it first. */
function supervise(node) {
  let server = null;
  let leaving = false;
  const start = () => {
    const args = ["--enable-source-maps", join(ROOT, ".cache/server.mjs"), ...process.argv.slice(2)];
    const env = { ...process.env, NODE_ENV: "development", GATEHOUSE_LAME_DUCK_MS: "0", NEXT_TELEMETRY_DISABLED: "1" };
    server = spawn(node, args, { stdio: "inherit", env });
    server.once("exit", (code) => {
      server = null;
      if (leaving) process.exit(code ?? 1);
    });
  };
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      leaving = true;
      if (server === null) process.exit(0);
      server.kill(signal);
    });
  }
  let restarting = false;
  return () => {
    if (server === null) return start();
    if (restarting) return;
    restarting = true;
    server.once("exit", () => {
      restarting = false;
      start();
    });
    server.kill("SIGTERM");
  };
}
