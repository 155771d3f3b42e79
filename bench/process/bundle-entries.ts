import { build } from "esbuild";

/** Beside the bundled benchmark itself, from where `../drizzle` is found as it is from dist/. */
const FOLDER = ".cache";

/** Bundles the programs that run beside the orchestrator; gives the file of each by its name. */
export async function bundleEntries<Name extends string>(entries: Record<Name, string>): Promise<Record<Name, string>> {
  await build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, file]) => [`bench-${name}`, file as string])),
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
  return Object.fromEntries(names.map((name) => [name, `${FOLDER}/bench-${name}.mjs`])) as Record<Name, string>;
}
