/**
 * `npm run bench:requests`: ten million records on the PostgreSQL of `DATABASE_URL`, how long the management API takes over HTTP to
 * answer what overview, usage and search ask, and how soon pages of the production build (`npm run build`) show themselves.
 * `RECORDS` and `DAYS` make it smaller.
 */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openAdminApiFixture } from "@/lib/admin-api/testing/admin-api-fixture";
import { describeRun } from "../report/machine";
import { measurePaint } from "./paint";
import { type Question, questions } from "./questions";
import { seedRecords } from "./seed-records";
import { answersTable, type Measured, paintTable } from "./tables";

const TABLE_FILE = "bench/last-requests-table.md";
const RECORDS = Number(process.env.RECORDS ?? 10_000_000);
const DAYS = Number(process.env.DAYS ?? 90);
const ROUNDS = Number(process.env.ROUNDS ?? 30);
const PAINT_ROUNDS = 9;

async function main(): Promise<void> {
  const server = process.env.DATABASE_URL;
  if (server === undefined)
    throw new Error("DATABASE_URL must name a PostgreSQL server: a database is made on it and dropped");
  process.env.TEST_DATABASE_URL = server;
  const secret = randomBytes(32).toString("base64url");
  const fixture = await openAdminApiFixture(secret);
  const http = serve((request) => fixture.api.fetch(request));
  try {
    const seeding = performance.now();
    const { sql } = fixture.database.within(3_600_000);
    await seedRecords(sql, {
      organizationId: fixture.home.id,
      days: DAYS,
      perDay: Math.round(RECORDS / DAYS),
      textEvery: 20,
      told: (line) => console.error(line),
    });
    const seededSeconds = (performance.now() - seeding) / 1000;
    const [size] = await sql<{ version: string; bytes: string; records: number }[]>`
      select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as bytes,
        (select count(*)::int from request_record) as records`;
    const origin = await listening(http);
    const results: Measured[] = [];
    for (const question of questions(DAYS))
      results.push(await measure(question, origin, fixture.home.people.owner.token));
    const { cookie } = await fixture.newCookie(fixture.home.people.owner.id);
    const session = cookie.slice(cookie.indexOf("=") + 1);
    const painted = await measurePaint({ databaseUrl: fixture.databaseUrl, secret, session, rounds: PAINT_ROUNDS });
    const head = `${describeRun("nothing pinned", `PostgreSQL ${size?.version}, its own defaults`)}

${size?.records.toLocaleString("en")} records over ${DAYS} days, ${size?.bytes} with indexes and text of every twentieth call, seeded in ${Math.round(seededSeconds)} s.`;
    const text = `${head}\n\n${answersTable(results)}\n${paintTable(painted)}`;
    console.log(text);
    writeFileSync(TABLE_FILE, `# Requests, overview and usage over ten million records\n\n${text}`);
  } finally {
    http.close();
    http.closeAllConnections();
    await fixture.close();
  }
}

async function measure(question: Question, origin: string, token: string): Promise<Measured> {
  const times: number[] = [];
  let items = 0;
  for (let round = -2; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    const response = await fetch(`${origin}/api/admin${question.path(Math.max(0, round))}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const body = (await response.json()) as { items?: unknown[] };
    if (!response.ok) throw new Error(`${question.name}: ${response.status} ${JSON.stringify(body)}`);
    items = body.items?.length ?? 0;
    if (round >= 0) times.push(performance.now() - startedAt);
  }
  return { question, times: times.toSorted((one, other) => one - other), items };
}

function serve(fetchAnswer: (request: Request) => Promise<Response>): Server {
  return createServer((incoming, outgoing) => {
    const request = new Request(`http://127.0.0.1${incoming.url}`, {
      headers: incoming.headers as Record<string, string>,
    });
    void fetchAnswer(request).then(async (answer) => {
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

await main();
