import { build } from "esbuild";
import { ROOT } from "./root.mjs";

/**
 * Bundles TypeScript entries (`{ name: path }`) into `outdir/<name>.mjs`, packages left outside. Each entry is its own process,
 * so nothing is shared between them.
 */
export async function bundle(entries, outdir) {
  await build({
    absWorkingDir: ROOT,
    entryPoints: entries,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
  });
}
