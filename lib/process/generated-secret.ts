import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Secret } from "@/lib/crypto/secret";
import { StartFailure } from "./start-failure";

/**
 * The secret of embedded mode, `<dataDir>/secret`: made on the first start, readable by its owner only.
 * Throws StartFailure when the directory cannot be written, or when the secret is gone but the data it seals is still there.
 */
export function generatedSecret(dataDir: string): Secret {
  const path = join(dataDir, "secret");
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const kept = existsSync(path) ? readFileSync(path, "utf8").trim() : "";
    if (kept !== "") return new Secret(kept);
    if (existsSync(join(dataDir, "postgres"))) throw lost(path, dataDir);
    const made = randomBytes(32).toString("base64url");
    writeFileSync(path, `${made}\n`, { mode: 0o600 });
    return new Secret(made);
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new StartFailure(
      `The data directory ${dataDir} cannot be written (${reason}). Make it writable, or set GATEHOUSE_DATA_DIR to another directory.`,
      error,
    );
  }
}

function lost(path: string, dataDir: string): StartFailure {
  return new StartFailure(
    `${path} is missing, but the database beside it was sealed with it. Put the file back, set GATEHOUSE_SECRET to its content, or move ${dataDir} away to begin anew.`,
  );
}
