import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { newId } from "@/lib/crypto/new-id";
import type { QuotaTerms } from "./work";

/** A database of the benchmark's own with one organization. */
export interface Store {
  url: string;
  /** For the table's head. */
  words: string;
  /** Stores a quota and gives it as a policy snapshot would. */
  quota(terms: Pick<QuotaTerms, "scopeKind" | "unit" | "window" | "limit">): Promise<QuotaTerms>;
  close(): Promise<void>;
}

/** On the server of `server`, dropped afterwards; embedded when there is none. */
export async function openStore(server: string | undefined): Promise<Store> {
  const opened = server === undefined ? await openEmbedded() : await openOnServer(server);
  await migrate(opened.url);
  const sql = postgres(opened.url, { max: 1, onnotice: () => undefined });
  await sql`insert into organization (id, name, time_zone) values ('org_bench', 'Bench', 'UTC')`;
  return {
    url: opened.url,
    words: opened.words,
    async quota({ scopeKind, unit, window, limit }) {
      const id = newId("quo");
      await sql`insert into quota (id, organization_id, scope_kind, scope_id, unit, "window", "limit")
        values (${id}, 'org_bench', ${scopeKind}, ${id}, ${unit}, ${window}, ${limit})`;
      return {
        id,
        scopeKind,
        scopeId: id,
        scopeName: "bench",
        scopeModelId: null,
        subject: "",
        unit,
        window,
        windowDays: null,
        anchor: null,
        limit,
        hard: true,
        shadow: false,
        onStoreDown: "last_known",
        maxCallPercent: 100,
        timeZone: "UTC",
      };
    },
    async close() {
      await sql.end({ timeout: 5 });
      await opened.close();
    },
  };
}

interface Opened {
  url: string;
  words: string;
  close(): Promise<void>;
}

async function openEmbedded(): Promise<Opened> {
  const embedded = await startEmbeddedPostgres({ dataDir: null });
  return { url: embedded.url, words: "embedded Postgres", close: embedded.stop };
}

async function openOnServer(server: string): Promise<Opened> {
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  const name = `gatehouse_bench_${randomBytes(4).toString("hex")}`;
  await admin.unsafe(`create database ${name}`);
  const [row] = await admin<{ version: string }[]>`select current_setting('server_version') as version`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    words: `PostgreSQL ${row?.version ?? ""}`,
    async close() {
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end({ timeout: 5 });
    },
  };
}
