import postgres from "postgres";
import { migrate } from "../migrate";
import { templateHash } from "./template-hash";

/** Several test processes start at once; the first makes the template, the others wait for it. */
const TEMPLATE_LOCK = 0x74657374;

/** Name of a migrated template database on the server at `adminUrl`, made when the schema is new. */
export async function serverTemplate(adminUrl: string): Promise<string> {
  const name = `gatehouse_template_${templateHash()}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await admin`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    const [found] = await admin`select 1 from pg_database where datname = ${name}`;
    if (!found) await makeTemplate(admin, adminUrl, name);
    return name;
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function makeTemplate(admin: postgres.Sql, adminUrl: string, name: string): Promise<void> {
  const draft = `${name}_draft`;
  await admin.unsafe(`drop database if exists ${draft} with (force)`);
  await admin.unsafe(`create database ${draft}`);
  await migrate(databaseUrl(adminUrl, draft));
  await admin.unsafe(`alter database ${draft} rename to ${name}`);
}

/** The same server, another database. */
export function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}
