import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { ProofDocument } from "./document/proof-document";

const STAMP = z.object({ version: z.string(), commit: z.string().nullable() });
const PACKAGE = z.object({ version: z.string() });

/** What runs: as the build noted it beside its bundle, else as the checkout says. `directory` is the bundle's. */
export function readRelease(directory: string): ProofDocument["software"] {
  const stamp = STAMP.safeParse(readJson(join(directory, "build.json")));
  if (stamp.success) return { name: "gatehouse", ...stamp.data };
  const found = [directory, join(directory, ".."), join(directory, "../..")]
    .map((place) => PACKAGE.safeParse(readJson(join(place, "package.json"))))
    .find((one) => one.success);
  return { name: "gatehouse", version: found?.data?.version ?? "unknown", commit: null };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
