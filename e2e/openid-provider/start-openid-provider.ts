import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ProviderMode } from "./modes";

const PROGRAM = fileURLToPath(new URL("./provider.mjs", import.meta.url));

/** Who signs in next, and what the provider gets wrong about it. */
export interface Account {
  sub: string;
  claims: Record<string, unknown>;
  mode?: ProviderMode;
}

export interface OpenidProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Everybody who comes from now on is this account. */
  be(account: Account): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a provider that sends browsers back to `redirectUris`. */
export async function startOpenidProvider(redirectUris: readonly string[]): Promise<OpenidProvider> {
  const client = { clientId: "gatehouse", clientSecret: "a client secret+with/odd characters" };
  const options = JSON.stringify({ ...client, redirectUris });
  const child = spawn(process.execPath, [PROGRAM, options], { stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const issuer = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once("close", () => reject(new Error(`the OpenID provider did not start: ${complaints}`)));
  });
  return {
    ...client,
    issuer,
    be: (account) => beAccount(issuer, account),
    async stop() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, "close");
    },
  };
}

/** Everybody who comes to the provider at `issuer` from now on is `account`. */
export async function beAccount(issuer: string, { sub, claims, mode = "good" }: Account): Promise<void> {
  const body = JSON.stringify({ sub, claims, mode });
  const answer = await fetch(`${issuer}/control`, { method: "POST", body });
  if (!answer.ok) throw new Error(`the OpenID provider refused: ${answer.status}`);
}
