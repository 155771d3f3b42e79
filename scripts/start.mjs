import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBuild } from "./setup/ensure-build.mjs";
import { installDependencies } from "./setup/install-dependencies.mjs";
import { reportFailure } from "./setup/phase.mjs";
import { pinnedNode } from "./setup/pinned-node.mjs";
import { ROOT } from "./setup/root.mjs";

/** `npm start`: dependencies, build, then the server under the pinned Node. */
try {
  await installDependencies({ development: false });
  const node = pinnedNode();
  await ensureBuild(node);
  runServer(node);
} catch (error) {
  reportFailure(error);
}

function runServer(node) {
  const flags = ["--disable-proto=delete", "--enable-source-maps"];
  const server = spawn(node, [...flags, join(ROOT, "dist/server.mjs"), ...process.argv.slice(2)], {
    // The channel tells the server when this process is gone without a signal.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, NODE_ENV: "production", NODE_COMPILE_CACHE: join(ROOT, ".cache/compile") },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
  server.once("error", reportFailure);
  server.once("exit", (code) => process.exit(code ?? 1));
}
