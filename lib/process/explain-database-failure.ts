import { StartFailure } from "./start-failure";

const REASONS: Record<string, string> = {
  ECONNREFUSED: "nothing listens there. Start it, or correct DATABASE_URL.",
  ENOTFOUND: "the host name is unknown. Correct DATABASE_URL.",
  EAI_AGAIN: "the host name cannot be looked up right now. Check the network, or correct DATABASE_URL.",
  CONNECT_TIMEOUT: "it does not answer. Check the address and the firewall.",
  ETIMEDOUT: "it does not answer. Check the address and the firewall.",
  EHOSTUNREACH: "the host cannot be reached. Check the address and the network.",
  ECONNRESET: "it hung up. Check that it is Postgres and whether it wants TLS (?sslmode=require).",
  CONNECT_NO_ANSWER:
    "it accepts connections but does not answer as Postgres. Correct DATABASE_URL, or add ?sslmode=require for TLS.",
  "28P01": "it refuses the user name or password. Correct DATABASE_URL.",
  "28000": "it refuses this user from this machine. Correct DATABASE_URL or the server's pg_hba.conf.",
  "3D000": "the database does not exist. Create it, or correct DATABASE_URL.",
  "42501": "the user may not change the schema. Make it the owner of the database.",
  "53300": "it has no free connections. Raise max_connections or close some.",
  "08P01":
    "something in between refuses a setting. Behind PgBouncer, set ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout.",
  "57P03": "it is still starting. Try again in a moment.",
  "55P03": "its tables are locked by something else. Try again when that has ended.",
  "0A000": "it lacks the pgvector extension. Install pgvector 0.5 or newer on the server.",
  "58P01": "it lacks the pgvector extension. Install pgvector 0.5 or newer on the server.",
};

/** Any failure of the first contact with the database as one sentence that never shows the password. */
export function explainDatabaseFailure(error: unknown, url: string): StartFailure {
  if (error instanceof StartFailure) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  const reason = REASONS[code] ?? `${message} (${code || "no code"}).`;
  return new StartFailure(`Gatehouse cannot use the database at ${addressOf(url)}: ${reason}`, error);
}

function addressOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || "5432"}${pathname}`;
}
