import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { startEmbeddedPostgres } from "../embedded";
import { embeddedTemplate } from "./embedded-template";
import { databaseUrl, serverTemplate } from "./server-template";

export interface FreshDatabase {
  url: string;
  close(): Promise<void>;
}

/**
 * A migrated, empty database of the caller's own: on the server of TEST_DATABASE_URL when that is set, otherwise embedded.
 * `close` removes it, whoever is still connected.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const adminUrl = process.env.TEST_DATABASE_URL;
  return adminUrl ? freshOnServer(adminUrl) : freshEmbedded();
}

async function freshEmbedded(): Promise<FreshDatabase> {
  const embedded = await startEmbeddedPostgres({ dataDir: null, loadFrom: await embeddedTemplate() });
  return { url: embedded.url, close: embedded.stop };
}

async function freshOnServer(adminUrl: string): Promise<FreshDatabase> {
  const template = await serverTemplate(adminUrl);
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(adminUrl, `create database ${name} template ${template}`);
  return { url: databaseUrl(adminUrl, name), close: () => onServer(adminUrl, `drop database ${name} with (force)`) };
}

async function onServer(adminUrl: string, statement: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await admin.unsafe(statement);
  } finally {
    await admin.end({ timeout: 5 });
  }
}
