import { build, context } from "esbuild";
import { ROOT } from "./root.mjs";

/** "Packages outside" would take an import of ours that does not exist for a package; resolved as a path, it fails the build. */
const OUR_OWN = {
  name: "our-own",
  setup(bundler) {
    bundler.onResolve({ filter: /^@\// }, ({ path, kind }) =>
      bundler.resolve(path.replace("@", "."), { resolveDir: ROOT, kind }),
    );
  },
};

const options = (entries, outdir) => ({
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
  plugins: [OUR_OWN],
});

/**
 * Bundles TypeScript entries (`{ name: path }`) into `outdir/<name>.mjs`, packages left outside. Each entry is its own process,
 * so nothing is shared between them.
 */
export async function bundle(entries, outdir) {
  await build(options(entries, outdir));
}

/**
 * Like `bundle`, with packages inside: one file starts in half the time of seven hundred. For tests that start a server hundreds of
 * times. What only the portal loads, and what brings files of its own, stays outside.
 */
export async function bundleWhole(entries, outdir) {
  const { packages: _outside, ...inside } = options(entries, outdir);
  const external = ["next", "next-auth", "react", "react-dom", "@electric-sql/*", "pino"];
  const banner = {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  };
  await build({ ...inside, external, banner });
}

/** Like `bundle`, again at every change; calls `onBundled` after each one that succeeded. */
export async function watchBundle(entries, outdir, onBundled) {
  const told = {
    name: "told",
    setup(bundler) {
      bundler.onEnd((result) => {
        if (result.errors.length === 0) onBundled();
      });
    },
  };
  const base = options(entries, outdir);
  await (await context({ ...base, plugins: [...base.plugins, told] })).watch();
}
