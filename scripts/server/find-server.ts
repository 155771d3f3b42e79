import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Server {
  origin: string;
  token: string;
}

/**
 * The server that GATEHOUSE_URL and GATEHOUSE_TOKEN name, else the one that runs on this checkout's data directory. `needs` says what the
 * token must be able to do. Throws a sentence.
 */
export function findServer(environment: NodeJS.ProcessEnv, needs: string): Server {
  const local = readLocal(environment.GATEHOUSE_DATA_DIR || ".gatehouse");
  const token = environment.GATEHOUSE_TOKEN || environment.GATEHOUSE_BOOTSTRAP_TOKEN || local?.token;
  const origin = environment.GATEHOUSE_URL || local?.origin || `http://127.0.0.1:${environment.PORT || 3000}`;
  if (token === undefined) {
    throw new Error(
      `There is no Gatehouse in this checkout's data directory, and GATEHOUSE_TOKEN is not set. Start one with \`npm start\`, or set GATEHOUSE_URL and an API token ${needs}.`,
    );
  }
  return { origin: origin.replace(/\/$/, ""), token };
}

/** What the server left there when it started with its embedded database. */
function readLocal(dataDir: string): Server | null {
  try {
    return JSON.parse(readFileSync(join(dataDir, "operator.json"), "utf8")) as Server;
  } catch {
    return null;
  }
}
