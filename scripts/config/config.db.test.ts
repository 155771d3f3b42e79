import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AdminApiFixture,
  openAdminApiFixture,
  type TestOrganization,
} from "@/lib/admin-api/testing/admin-api-fixture";
import { type AdminCall, adminClient } from "./admin-client";
import { applyPlan } from "./apply";
import { readConfig, writeConfig } from "./config-file";
import type { ConfigDocument } from "./document";
import { changesIn, makePlan, type Plan } from "./plan";
import { planWords } from "./plan-words";
import { readLive } from "./read-live";

const KEY = "sk-proj-not-a-real-key-0123456789";

const SECRETS = {
  TEST_OPENAI_KEY: KEY,
  TEST_SLACK_URL: "https://hooks.slack.com/services/T000/B000/not-a-real-path",
  TEST_MAIL_PASSWORD: "not-a-real-password",
};

const TEAM = {
  name: "Search / EU",
  costCentre: "CC-7",
  members: { "lead@example.com": "lead", "dev@example.com": "member" },
} as const;

const FULL: ConfigDocument = readConfig(
  `
version: 1
organization: { name: Acme, timeZone: Europe/Berlin }
people:
  - { email: lead@example.com, name: Lena, role: member }
  - { email: dev@example.com, name: Dev, role: member }
  - { email: audit@example.com, name: Aude, role: auditor }
teams:
  - { name: "${TEAM.name}", costCentre: CC-7, members: { lead@example.com: lead, dev@example.com: member } }
projects:
  - team: "${TEAM.name}"
    name: Ranking
    costCentre: CC-1
    brownOut: [{ atPercent: 80, action: warn }]
providers:
  - { name: OpenAI, adapter: openai, credentials: [{ name: Production, apiKeyFrom: TEST_OPENAI_KEY }] }
  - { name: Rehearsal, adapter: simulated, baseUrl: "simulated:", settings: { latencyMs: 5, chunkMs: 0, failure: none, failureRate: 0 } }
models:
  - name: gpt-5-mini
    deployments:
      - { provider: OpenAI, upstreamModel: gpt-5-mini, credential: Production }
      - { provider: Rehearsal, upstreamModel: sim-small, status: disabled }
  - { name: "lab/*", title: Lab, deployments: [{ provider: OpenAI, upstreamModel: "*" }], status: disabled }
prices:
  - provider: OpenAI
    upstreamModel: gpt-5-mini
    tiers: [{ fromInputTokens: 0, usdPerMillionTokens: { uncachedInput: "1.25", output: "9.00" } }]
aliases:
  - { name: fast, model: gpt-5-mini }
  - { name: fast, project: "${TEAM.name} / Ranking", model: gpt-5-mini }
quotas:
  - { scope: organization, unit: usd, window: month, limit: "1000" }
  - { scope: team, of: "${TEAM.name}", unit: usd, window: month, limit: "200.00", maxCallPercent: 25, alertPercents: [50, 90] }
  - { scope: team_model, of: "${TEAM.name}", model: gpt-5-mini, unit: tokens, window: day, limit: "1000000", shadow: true }
  - { scope: project, of: "${TEAM.name} / Ranking", unit: requests, window: days, windowDays: 14, anchor: "2026-01-15", limit: "500", hard: false }
  - { scope: person, of: dev@example.com, unit: requests, window: minute, limit: "30" }
  - { scope: end_user, of: "*", unit: requests, window: day, limit: "100" }
  - { scope: tag, of: feature=search, unit: usd, window: week, limit: "12.50" }
ceilings:
  - team: "${TEAM.name}"
    member: { monthlyUsdPerKey: "20", tokensPerMinutePerKey: null, models: ["*"], keyDays: 90, keysPerPerson: 3 }
    lead: { monthlyUsdPerKey: "200.00", tokensPerMinutePerKey: null, models: ["*"], keyDays: null, keysPerPerson: null, monthlyUsdPerProject: "900" }
privacy: { textTier: text, textDays: 14, recordDays: 200, projects: [{ project: "${TEAM.name} / Ranking", textTier: none, textDays: null }] }
splitRules: [{ sourceCostCentre: CC-1, method: fixed, shares: [{ costCentre: CC-7, percent: 40 }] }]
alertRules:
  - { rule: latency, enabled: false }
  - { rule: error_rate, settings: { leastPercent: 9 } }
notices: { expiryDays: [14, 3] }
destinations:
  - { name: Pager, kind: webhook, url: "https://hooks.example.com/pager", topics: [runaway_key, expiry], leastSeverity: warning, teams: ["${TEAM.name}"] }
  - { name: Channel, kind: slack, secretFrom: TEST_SLACK_URL, paused: true }
  - name: Mail
    kind: mail
    mail: { host: smtp.example.com, port: 587, security: starttls, username: gatehouse, from: gate@example.com }
    secretFrom: TEST_MAIL_PASSWORD
    recipients: [ops@example.com]
    mailsPeople: true
schedules: { proofMinuteOfDay: 180, checkpointEveryMinutes: 60 }
fourEyes: { changes: [raise_budget, make_admin], budgetAboveUsd: "750" }
signIn:
  joining: rules
  idleMinutes: 60
  rules:
    - { claim: groups, operator: is, value: search, role: member, team: "${TEAM.name}", teamRole: lead }
    - { claim: groups, operator: starts_with, value: audit-, role: auditor }
`,
  "full.yaml",
);

describe("configuration as a file", () => {
  let fixture: AdminApiFixture;
  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });
  afterAll(() => fixture.close());

  const callsOf = (token: string): AdminCall =>
    adminClient("https://gate.example.com", token, (request) => fixture.api.fetch(request));
  const as = ({ people }: TestOrganization, who: "owner" | "auditor" | "member" = "owner") =>
    callsOf(people[who].token);
  const planFor = async (call: AdminCall, wanted: ConfigDocument, mayDelete = false): Promise<Plan> =>
    makePlan(await readLive(call), wanted, { server: "https://gate.example.com", mayDelete, now: new Date() });
  const apply = (call: AdminCall, plan: Plan) =>
    applyPlan(plan, { call, environment: SECRETS, onDone: () => undefined });

  it("makes an empty organization what the file says, once, and exports the same again, without a secret", async () => {
    const here = as(await fixture.newOrganization("Acme"));
    await apply(here, await planFor(here, FULL));
    const again = await planFor(here, FULL);
    expect(changesIn(again)).toEqual([]);
    expect(await apply(here, again)).toBe(0);
    const exported = writeConfig((await readLive(here)).document);
    expect(exported).not.toContain(KEY);
    expect(exported).not.toContain(KEY.slice(-4));
    for (const secret of Object.values(SECRETS)) expect(exported).not.toContain(secret);
    expect(exported).not.toContain("B000");

    // What came out of one organization makes another one alike.
    const there = as(await fixture.newOrganization("Elsewhere"));
    const file = readConfig(
      exported
        .replace("name: Production", "name: Production\n        apiKeyFrom: TEST_OPENAI_KEY")
        .replace("kind: slack", "kind: slack\n    secretFrom: TEST_SLACK_URL")
        .replace("kind: mail\n", "kind: mail\n    secretFrom: TEST_MAIL_PASSWORD\n"),
      "exported.yaml",
    );
    const own = (document: ConfigDocument) => document.people?.filter(({ email }) => !email.startsWith("per_"));
    const transferred = { ...file, people: own(file), teams: file.teams?.filter(({ name }) => name === TEAM.name) };
    const withoutOldPeople = { ...transferred, projects: file.projects?.filter(({ team }) => team === TEAM.name) };
    await apply(there, await planFor(there, withoutOldPeople));
    const copy = (await readLive(there)).document;
    const original = (await readLive(here)).document;
    expect(own(copy)).toEqual(own(original));
    expect(copy.teams?.filter(({ name }) => name === TEAM.name)).toEqual([TEAM].map((team) => ({ ...team })));
    const { people: _, teams: __, projects: ___, ...rest } = copy;
    const { people: _1, teams: _2, projects: _3, ...before } = original;
    expect(rest).toEqual(before);
    expect(writeConfig(copy).replaceAll(/per_\w+/g, "")).toBe(exported.replaceAll(/per_\w+/g, ""));
  });

  it("refuses a server that is no longer as the plan saw it, names the drift and changes nothing", async () => {
    const call = as(await fixture.newOrganization("Drifting"));
    const plan = await planFor(call, { version: 1, organization: { name: "Renamed" } });
    await call("POST", "/teams", { name: "came meanwhile" });
    const refused = apply(call, plan);
    await expect(refused).rejects.toThrow(/no longer as the plan[\s\S]*\+ teams: came meanwhile/);
    expect((await readLive(call)).document.organization?.name).toBe("Drifting");
  });

  it("shows a change made by hand in every part, as a difference and as drift", async () => {
    const organization = await fixture.newOrganization("By hand");
    const call = as(organization);
    await apply(call, await planFor(call, FULL));
    const plan = await planFor(call, FULL);
    expect(changesIn(plan)).toEqual([]);
    const teamId = (await call<{ items: { id: string; name: string }[] }>("GET", "/teams")).items.find(
      ({ name }) => name === TEAM.name,
    )?.id;
    const { items: destinations } = await call<{ items: { id: string; name: string }[] }>(
      "GET",
      "/notice-destinations",
    );
    const pager = destinations.find(({ name }) => name === "Pager")?.id;
    await call("PUT", `/teams/${teamId}/ceilings`, { member: null, lead: null });
    await call("PATCH", "/privacy", { textDays: 15 });
    await call("POST", "/cost-split-rules", { sourceCostCentre: "CC-1", method: "usage", shares: [] });
    await call("PUT", "/alert-rules", { rule: "latency", enabled: true, settings: {} });
    await call("PUT", "/notice-settings", { expiryDays: [] });
    await call("PATCH", `/notice-destinations/${pager}`, { leastSeverity: "critical" });
    await call("PUT", "/proof-settings/schedule", { minuteOfDay: null });
    await call("PUT", "/four-eyes", { changes: ["make_admin", "raise_budget", "break_glass"], budgetAboveUsd: "750" });
    const differing = changesIn(await planFor(call, FULL)).map(({ section, key }) => `${section.name}: ${key}`);
    expect(differing).toEqual([
      `ceilings: ${TEAM.name}`,
      "privacy: privacy",
      "splitRules: CC-1",
      "alertRules: latency",
      "notices: notices",
      "destinations: Pager",
      "schedules: schedules",
      "fourEyes: fourEyes",
    ]);
    await expect(apply(call, plan)).rejects.toThrow(/no longer as the plan[\s\S]*destinations: Pager/);
    const refused = apply(call, await planFor(call, FULL));
    await expect(refused).rejects.toThrow(/fourEyes: fourEyes: PUT \/four-eyes: 409[\s\S]*7 of 8 changes were made/);
    expect(changesIn(await planFor(call, FULL)).map(({ section }) => section.name)).toEqual(["fourEyes"]);
  });

  it("makes no destination without its secret, and says so before", async () => {
    const call = as(await fixture.newOrganization("Without secrets"));
    const plan = await planFor(call, { version: 1, destinations: FULL.destinations });
    const words = planWords(plan, { out: null, environment: {} });
    expect(words).toContain("destinations: Channel: TEST_SLACK_URL is not set");
    const applied = applyPlan(plan, { call, environment: {}, onDone: () => undefined });
    await expect(applied).rejects.toThrow(/It has a secret|There is no team/);
  });

  it("takes nothing away unless asked, and then exactly what the file does not name", async () => {
    const call = as(await fixture.newOrganization("Shrinking"));
    const { fourEyes: _, ...alone } = FULL;
    await apply(call, await planFor(call, alone));
    const wanted = {
      version: 1 as const,
      aliases: [],
      quotas: FULL.quotas?.slice(0, 1),
      teams: [{ ...TEAM, members: {} }],
    };
    const kept = await planFor(call, wanted);
    expect(changesIn(kept)).toEqual([]);
    expect(planWords(kept, { out: null, environment: {} })).toContain("aliases: fast (Search / EU / Ranking)");
    const promoted = { version: 1 as const, people: [{ email: "dev@example.com", role: "admin" as const }] };
    await apply(call, await planFor(call, promoted));
    const trimmed = { ...wanted, teams: [...(wanted.teams ?? []), { name: "home" }, { name: "away" }] };
    await apply(call, await planFor(call, trimmed, true));
    const { document } = await readLive(call);
    expect(document.aliases).toEqual([]);
    expect(document.quotas).toHaveLength(1);
    expect(document.teams?.find(({ name }) => name === TEAM.name)?.members).toEqual({});
    expect(document.models).toHaveLength(2);
    expect(document.people?.find(({ email }) => email === "dev@example.com")?.role).toBe("admin");
  });

  it("is read by an auditor, and changed by nobody the API would not let", async () => {
    const organization = await fixture.newOrganization("Guarded");
    const auditor = as(organization, "auditor");
    const plan = await planFor(auditor, { version: 1, organization: { name: "Mine now" } });
    await expect(apply(auditor, plan)).rejects.toThrow(/permission organization:update[\s\S]*0 of 1 changes/);
    await expect(readLive(as(organization, "member"))).rejects.toThrow(/permission people:read/);
  });

  it("says where a file is wrong before anything is asked", () => {
    expect(() => readConfig("version: 1\nteams: [{ nmae: x }]", "f.yaml")).toThrow(/f\.yaml: teams\.0/);
    expect(() => readConfig("version: 1\nteams: [{ name: x }, { name: x }]", "f.yaml")).toThrow(/"x" is there twice/);
    expect(() => readConfig("version: 1\nversion: 1", "f.yaml")).toThrow(/no YAML/);
  });
});
