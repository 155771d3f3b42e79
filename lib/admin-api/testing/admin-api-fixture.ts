import { randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import { type Database, openDatabase } from "@/db/client";
import { insertApiToken } from "@/db/queries/api-tokens/write-api-token";
import { insertPerson } from "@/db/queries/people/write-person";
import { insertSession } from "@/db/queries/sessions/sessions";
import { insertTeamMember } from "@/db/queries/teams/team-members";
import { organization, project, team } from "@/db/schema";
import { freshDatabase } from "@/db/testing/fresh-database";
import type { AdminDeps } from "@/lib/admin/context";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import { mintApiToken } from "@/lib/crypto/bearer-token";
import { digestToken } from "@/lib/crypto/digest";
import { openKeyring } from "@/lib/crypto/keyring";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { newId } from "@/lib/crypto/new-id";
import { Secret } from "@/lib/crypto/secret";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { createMailEgress } from "@/lib/egress/mail-egress";
import { withSimulated } from "@/lib/egress/with-simulated";
import { respond } from "@/lib/providers/simulated/respond";
import { createQuotaEngine } from "@/lib/quotas/quota-engine";
import { type AdminApi, createAdminApi } from "../create-admin-api";
import { LiveRequests } from "../live-requests/live-requests";

export const PUBLIC_URL = "https://gate.example.com";
/** Who calls: organization roles, a lead and a member of the team "home", a lead of the team "away", and somebody in no team. */
export const CALLERS = ["owner", "admin", "auditor", "lead", "member", "neighbour", "outsider"] as const;
export type CallerName = (typeof CALLERS)[number];

export interface TestPerson {
  id: string;
  token: string;
}

/** One organization with everybody in it, a team "home" with a project, and a team "away". */
export interface TestOrganization {
  id: string;
  homeTeamId: string;
  awayTeamId: string;
  projectId: string;
  people: Record<CallerName, TestPerson>;
}

export interface CallOptions {
  token?: string;
  cookie?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What a test expects a refusal to be, and the default when it does not say what it reads. */
export interface Refusal {
  code: string;
  detail: string;
  request_id: string;
  errors: { path: string; message: string }[];
}

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** The real management API on a real database. */
export interface AdminApiFixture {
  api: AdminApi;
  /** What verbs run on. */
  adminDeps: AdminDeps;
  live: LiveRequests;
  database: Database;
  keyring: Keyring;
  databaseUrl: string;
  home: TestOrganization;
  internalErrors: Error[];
  newOrganization(name: string): Promise<TestOrganization>;
  newToken(organizationId: string, personId: string, scopes: string[]): Promise<string>;
  /** A session cookie as `name=value`, and its session's id. */
  newCookie(personId: string): Promise<{ cookie: string; sessionId: string }>;
  call<Body = Refusal>(method: string, path: string, options?: CallOptions): Promise<Answer<Body>>;
  close(): Promise<void>;
}

const ROLES = {
  owner: "owner",
  admin: "admin",
  auditor: "auditor",
  lead: "member",
  member: "member",
  neighbour: "member",
  outsider: "member",
} as const;

/** Opens the management API over a fresh database with one organization; `secret` for who starts a server beside it. */
export async function openAdminApiFixture(secret = randomBytes(32).toString("hex")): Promise<AdminApiFixture> {
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url);
  const keyring = await openKeyring(database, { current: new Secret(secret), previous: null });
  const egress = withSimulated(createHttpEgress({ allow: [] }), respond);
  const quotas = createQuotaEngine({ sql: database.sql, processId: newId("lse") });
  const internalErrors: Error[] = [];
  const now = () => new Date();
  const mail = createMailEgress({ allow: [] });
  const live = new LiveRequests({ database, now, pace: { pollMs: 40, checkMs: 150 } });
  const adminDeps: AdminDeps = {
    database,
    keyring,
    egress,
    mail,
    quotas,
    publicUrl: PUBLIC_URL,
    now,
    oidc: null,
    playground: cannedPlayground(),
    live,
  };
  const api = createAdminApi({
    ...adminDeps,
    onInternalError: (error) => internalErrors.push(error),
  });
  const seed = { database, keyring };
  return {
    api,
    adminDeps,
    live,
    database,
    keyring,
    databaseUrl: fresh.url,
    internalErrors,
    home: await newOrganization(seed, "Home"),
    newOrganization: (name) => newOrganization(seed, name),
    newToken: (organizationId, personId, scopes) => newToken(seed, { organizationId, personId, scopes }),
    newCookie: (personId) => newCookie(seed, personId),
    call: (method, path, options) => call(api, method, path, options ?? {}),
    async close() {
      await quotas.close();
      await egress.close();
      await database.close();
      await fresh.close();
    },
  };
}

/** There is no gateway here: every call is answered alike. Real ones are in lib/runtime. */
function cannedPlayground(): AdminDeps["playground"] {
  const headers = { "content-type": "text/event-stream", "x-request-id": "req_canned" };
  return { secrets: new Map(), send: async () => new Response("data: [DONE]\n\n", { headers }) };
}

interface Seed {
  database: Database;
  keyring: Keyring;
}

async function newOrganization(seed: Seed, name: string): Promise<TestOrganization> {
  const { orm } = seed.database;
  const id = newId("org");
  const [homeTeamId, awayTeamId, projectId] = [newId("team"), newId("team"), newId("prj")];
  await orm.insert(organization).values({ id, name });
  await orm.insert(team).values([
    { id: homeTeamId, organizationId: id, name: "home" },
    { id: awayTeamId, organizationId: id, name: "away" },
  ]);
  await orm.insert(project).values({ id: projectId, organizationId: id, teamId: homeTeamId, name: "ranking" });
  const entries: [CallerName, TestPerson][] = [];
  for (const caller of CALLERS) {
    const personId = newId("per");
    const email = `${personId}@example.com`;
    await insertPerson(orm, id, { id: personId, email, name: caller, role: ROLES[caller] });
    if (caller === "lead" || caller === "member") {
      await insertTeamMember(orm, { teamId: homeTeamId, personId, role: caller });
    }
    if (caller === "neighbour") await insertTeamMember(orm, { teamId: awayTeamId, personId, role: "lead" });
    const token = await newToken(seed, { organizationId: id, personId, scopes: ["*"] });
    entries.push([caller, { id: personId, token }]);
  }
  return { id, homeTeamId, awayTeamId, projectId, people: Object.fromEntries(entries) as TestOrganization["people"] };
}

async function newToken(
  { database, keyring }: Seed,
  row: { organizationId: string; personId: string; scopes: string[] },
): Promise<string> {
  const token = mintApiToken().reveal();
  await insertApiToken(database.orm, row.organizationId, {
    id: newId("tok"),
    personId: row.personId,
    name: "test",
    digest: digestToken(token, keyring.pepper),
    last4: token.slice(-4),
    scopes: row.scopes,
    expiresAt: null,
  });
  return token;
}

async function newCookie(
  { database, keyring }: Seed,
  personId: string,
): Promise<{ cookie: string; sessionId: string }> {
  const sessionId = newId("ses");
  await insertSession(database.orm, { id: sessionId, personId, userAgent: "test", hours: 1 });
  const value = await encode({ token: { sid: sessionId }, secret: keyring.authSecret.reveal() });
  return { cookie: `${sessionCookieName(PUBLIC_URL)}=${value}`, sessionId };
}

async function call<Body>(api: AdminApi, method: string, path: string, options: CallOptions): Promise<Answer<Body>> {
  const headers = new Headers(options.headers);
  if (options.token !== undefined) headers.set("authorization", `Bearer ${options.token}`);
  if (options.cookie !== undefined) headers.set("cookie", options.cookie);
  const hasBody = options.body !== undefined;
  if (hasBody && !headers.has("content-type")) headers.set("content-type", "application/json");
  const body = typeof options.body === "string" ? options.body : JSON.stringify(options.body);
  const init = { method, headers, ...(hasBody ? { body } : {}) };
  const response = await api.fetch(new Request(`${PUBLIC_URL}/api/admin${path}`, init));
  const text = await textOf(response);
  const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  const read = isJson ? JSON.parse(text) : text === "" ? null : text;
  return { status: response.status, headers: response.headers, body: read };
}

/** The body; of a stream that does not end by itself, its first event. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get("cache-control")?.includes("no-transform") !== true) return response.text();
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
}
