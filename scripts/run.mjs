import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { bundle } from "./setup/bundle.mjs";
import { ROOT } from "./setup/root.mjs";

/** `node scripts/run.mjs <file.ts> [arguments]`: bundles a TypeScript program and runs it. */
const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node scripts/run.mjs <file.ts> [arguments]");
  process.exit(1);
}
const name = `${basename(file, ".ts")}-${process.pid}`;
const outdir = join(ROOT, ".cache");
await bundle({ [name]: file, "embedded-child": "db/embedded-child.ts" }, outdir);
const program = spawn(process.execPath, ["--enable-source-maps", join(outdir, `${name}.mjs`), ...args], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => program.kill(signal));
program.once("close", (code) => {
  for (const suffix of [".mjs", ".mjs.map"]) rmSync(join(outdir, name + suffix), { force: true });
  process.exit(code ?? 1);
});
