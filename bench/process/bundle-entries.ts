import { build } from "esbuild";

const FOLDER = ".cache/bench";

/** Bundles the programs that run beside the orchestrator; gives the file of each by its name. */
export async function bundleEntries<Name extends string>(entries: Record<Name, string>): Promise<Record<Name, string>> {
  await build({
    entryPoints: entries,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    packages: "external",
    alias: { "@": "." },
    outdir: FOLDER,
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
  });
  const names = Object.keys(entries) as Name[];
  return Object.fromEntries(names.map((name) => [name, `${FOLDER}/${name}.mjs`])) as Record<Name, string>;
}
