import { dirname } from "node:path";
import { run } from "@/lib/process/run";

/** The process: gateway in front of Next, one server, health, workers and drain. Bundled to dist/server.mjs. */
await run({ root: dirname(import.meta.dirname), demo: process.argv.includes("--demo") });
