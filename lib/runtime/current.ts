import type { Runtime } from "./runtime";

/** Next bundles its routes apart from the server, so the two meet on the global object. */
const SLOT = Symbol.for("gatehouse.runtime");
type Holder = { [SLOT]?: Runtime };

/** Called once by the server, before it listens. */
export function installRuntime(runtime: Runtime): void {
  (globalThis as Holder)[SLOT] = runtime;
}

/** The process's runtime. Throws when the page server runs without `server.ts` around it. */
export function getRuntime(): Runtime {
  const runtime = (globalThis as Holder)[SLOT];
  if (runtime === undefined)
    throw new Error("Gatehouse is not composed yet: start it with `npm start` or `npm run dev`.");
  return runtime;
}
