import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmbeddedPostgres } from "../embedded";
import { migrate } from "../migrate";
import { templateHash } from "./template-hash";

const FOLDER = fileURLToPath(new URL("../../.cache/embedded", import.meta.url));

/** Path of an archive of a migrated embedded database, made when the schema is new. */
export async function embeddedTemplate(): Promise<string> {
  const path = join(FOLDER, `${templateHash()}.tar`);
  if (existsSync(path)) return path;
  await mkdir(FOLDER, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const postgres = await startEmbeddedPostgres({ dataDir: null, dumpTo: draft });
  try {
    await migrate(postgres.url);
  } finally {
    await postgres.stop();
  }
  await rename(draft, path);
  return path;
}
