import { fileURLToPath } from "node:url";
import { run } from "@/lib/process/run";

/** The process: gateway in front of Next, one server, health, workers and drain. Bundled to dist/server.mjs. */
await run({
  root: fileURLToPath(new URL("..", import.meta.url)),
  demo: process.argv.includes("--demo"),
});
