import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./setup/root.mjs";

/**
 * `node scripts/complete-lock.mjs`, after adding a dependency: where the registry has no packages for other platforms, npm leaves
 * them out of package-lock.json, and `npm ci` then refuses that file everywhere. This puts them back, by name and version.
 */
const LOCK = join(ROOT, "package-lock.json");
const SYSTEM = /^(android|darwin|freebsd|linux|openharmony|win32)$/;
const PROCESSOR = /^(arm|arm64|ia32|ppc64|riscv64|s390x|wasm32|x64)$/;

const lock = JSON.parse(readFileSync(LOCK, "utf8"));
const missing = missingPlatforms(lock.packages);
for (const { name, version, dev } of missing) lock.packages[`node_modules/${name}`] = entry(name, version, dev);
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${missing.length} packages of other platforms were missing.`);

/** Optional dependencies of an exact version that no folder above their dependent provides. */
function missingPlatforms(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => /^\d/.test(version) && !isProvided(packages, path, name))
      .map(([name, version]) => ({ name, version, dev })),
  );
}

function isProvided(packages, path, name) {
  const own = path === "" ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  if (packages[own] !== undefined) return true;
  return path !== "" && isProvided(packages, path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/"))), name);
}

function entry(name, version, dev) {
  const words = name.slice(name.lastIndexOf("/") + 1).split("-");
  const os = words.filter((word) => SYSTEM.test(word));
  const cpu = words.filter((word) => PROCESSOR.test(word));
  if (cpu.length === 0) throw new Error(`${name} does not say in its name which platform it is for.`);
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu"))
      ? ["glibc"]
      : [];
  return {
    version,
    cpu,
    ...(dev ? { dev } : {}),
    ...(libc.length > 0 && os.includes("linux") ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}
