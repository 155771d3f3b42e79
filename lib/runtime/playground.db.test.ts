import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Verb } from "@/lib/admin/define-verb";
import { disableKey } from "@/lib/admin/keys/disable-key";
import { revokeKey } from "@/lib/admin/keys/revoke-key";
import { runPlayground } from "@/lib/admin/playground/run-playground";
import { setQuota } from "@/lib/admin/quotas/set-quota";
import { relayChat } from "@/lib/admin-api/relay-chat";
import type { PlaygroundRunInput } from "@/lib/admin-api/schemas/playground";
import type { PersonActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { openRunningHouse, type RunningHouse } from "@/lib/proof/testing/running-house";

interface Heard {
  requestId: string;
  status: number;
  text: string;
  error: { code: string; message: string } | null;
}

describe("the playground", () => {
  let house: RunningHouse;
  let owner: PersonActor;
  let model: string;

  beforeAll(async () => {
    house = await openRunningHouse();
    const { sql } = house.runtime.database;
    const [person] = await sql`select id, name, email from person limit 1`;
    const [named] = await sql`select name from model where kind = 'chat' limit 1`;
    model = String(named?.name);
    owner = {
      kind: "person",
      organizationId: house.organizationId,
      personId: String(person?.id),
      name: String(person?.name),
      email: String(person?.email),
      role: "owner",
      teams: new Map(),
      via: { kind: "session", sessionId: "ses_test" },
    };
  });
  afterAll(() => house.close());

  const verb = <Input, Result>(one: Verb<Input, Result>, input: Input) =>
    one.run({ ...house.runtime.adminDeps, actor: owner, requestId: newId("req"), clientAddress: null }, () => input);
  const newProject = async (): Promise<string> => {
    const { sql } = house.runtime.database;
    const id = newId("prj");
    await sql`insert into project (id, organization_id, team_id, name) select ${id}, organization_id, id, ${id} from team limit 1`;
    return id;
  };
  const open = async (
    projectId: string,
    more: Partial<PlaygroundRunInput> = {},
    signal = new AbortController().signal,
  ) => {
    const messages = [{ role: "user" as const, content: "Hi." }];
    const parameters = { maxTokens: 4 };
    const run = await verb(runPlayground, { projectId, model, messages, parameters, ...more });
    const answer = relayChat(run, house.runtime.adminDeps.playground);
    return { keyId: run.keyId, response: await answer.respond(signal, () => Promise.reject(new Error("asked again"))) };
  };
  const ask = async (projectId: string, more: Partial<PlaygroundRunInput> = {}): Promise<Heard & { keyId: string }> => {
    const { keyId, response } = await open(projectId, more);
    const events = (await response.text())
      .split("\n")
      .filter((line) => line.startsWith("data: {"))
      .map((line) => JSON.parse(line.slice(6)));
    return {
      keyId,
      requestId: response.headers.get("x-gatehouse-request-id") ?? "",
      status: Number(response.headers.get("x-gatehouse-status")),
      text: events.map((event) => event.choices?.[0]?.delta?.content ?? "").join(""),
      error: events.find((event) => event.error)?.error ?? null,
    };
  };
  const recordOf = async (requestId: string) => {
    const started = performance.now();
    for (;;) {
      const [row] = await house.runtime.database
        .sql`select outcome, key_id, project_id, person_id from request_record where id = ${requestId}`;
      if (row !== undefined || performance.now() - started > 10_000) return row;
    }
  };

  it("calls through the gateway: what is said is streamed, recorded and counted as any application's call", async () => {
    const projectId = await newProject();
    const heard = await ask(projectId, { system: "Be brief.", parameters: { maxTokens: 20, temperature: 0 } });
    expect(heard).toMatchObject({ status: 200, error: null });
    expect(heard.text).not.toBe("");
    expect(await recordOf(heard.requestId)).toEqual({
      outcome: "ok",
      key_id: heard.keyId,
      project_id: projectId,
      person_id: owner.personId,
    });
  });

  it("makes one key that says what it is and dies by itself, however many calls begin at once", async () => {
    const projectId = await newProject();
    const heard = await Promise.all([ask(projectId), ask(projectId), ask(projectId), ask(projectId)]);
    expect(new Set(heard.map(({ keyId }) => keyId)).size).toBe(1);
    const keys = await house.runtime.database.sql`
      select k.name, k.tags, k.playground_of, k.expires_at - now() < interval '9 hours' as dies,
        (select count(*)::int from key_secret s where s.key_id = k.id) as secrets,
        (select bool_and(s.not_after - now() < interval '2 hours') from key_secret s where s.key_id = k.id) as brief
      from virtual_key k where project_id = ${projectId}`;
    expect([...keys]).toEqual([
      {
        name: `Playground of ${owner.name}`,
        tags: ["purpose=playground"],
        playground_of: owner.personId,
        dies: true,
        secrets: 1,
        brief: true,
      },
    ]);
  });

  it("stays within the ceiling of whoever calls", async () => {
    const projectId = await newProject();
    const { sql } = house.runtime.database;
    const [project] = await sql`select team_id from project where id = ${projectId}`;
    const [teamId, personId] = [String(project?.team_id), newId("per")];
    await sql`insert into person (id, organization_id, email, name, role) values (${personId}, ${house.organizationId}, 'm@example.com', 'Mo', 'member')`;
    await sql`insert into team_ceiling (team_id, tier, models, monthly_micros_per_key) values (${teamId}, 'member', '{"other"}', 5000000)`;
    const actor = { ...owner, personId, role: "member" as const, teams: new Map([[teamId, "member" as const]]) };
    const messages = [{ role: "user" as const, content: "Hi." }];
    const context = { ...house.runtime.adminDeps, actor, requestId: newId("req"), clientAddress: null };
    const { keyId } = await runPlayground.run(context, () => ({ projectId, model, messages }));
    const [key] = await sql`select allowed_models from virtual_key where id = ${keyId}`;
    const [limit] = await sql`select unit, "window", "limit" from quota where scope_id = ${keyId}`;
    expect(key).toEqual({ allowed_models: ["other"] });
    expect(limit).toEqual({ unit: "usd_micros", window: "month", limit: 5_000_000n });
  });

  it("is held by the limits of the project, and says so in an event", async () => {
    const projectId = await newProject();
    const terms = { unit: "requests", window: "lifetime", windowDays: null, anchor: null, limit: 1n } as const;
    const rest = { hard: true, shadow: false, onStoreDown: "deny", maxCallPercent: 100 } as const;
    await verb(setQuota, {
      scope: { scopeKind: "project", scopeId: projectId },
      terms: { ...terms, ...rest, alertPercents: [] },
    });
    // A change is enforced within two seconds; until then calls pass.
    const heard: (Heard & { keyId: string })[] = [];
    const started = performance.now();
    do heard.push(await ask(projectId));
    while (heard.at(-1)?.status === 200 && performance.now() - started < 15_000);
    const refused = heard.at(-1);
    expect(refused).toMatchObject({ status: 429, text: "" });
    expect(refused?.error?.message).toContain("1 of 1 request");
    expect(await recordOf(refused?.requestId ?? "")).toMatchObject({ outcome: "refused", project_id: projectId });
  });

  it("stays refused with a disabled key, and gets a new one for a revoked one", async () => {
    const projectId = await newProject();
    const { keyId } = await ask(projectId);
    await verb(disableKey, { keyId });
    const started = performance.now();
    let heard = await ask(projectId);
    while (heard.status === 200 && performance.now() - started < 15_000) heard = await ask(projectId);
    expect(heard).toMatchObject({ keyId, status: 403, error: { code: "key_disabled" } });
    await verb(revokeKey, { keyId });
    const again = await ask(projectId);
    expect(again.status).toBe(200);
    expect(again.keyId).not.toBe(keyId);
  });

  it("ends the call when whoever asked stops", async () => {
    const projectId = await newProject();
    const { response } = await open(projectId, {
      messages: [{ role: "user", content: "x ".repeat(2_000) }],
      parameters: { maxTokens: 2_000 },
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const record = await recordOf(response.headers.get("x-gatehouse-request-id") ?? "");
    expect(record).toMatchObject({ outcome: "aborted" });
  });
});
