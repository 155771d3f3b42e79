import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyEvidence } from "@/lib/audit/document/review-evidence";
import type { AccessReview, AccessReviewDetail, ReviewItem } from "./schemas/access-reviews";
import type { ApiTokenWithSecret } from "./schemas/api-tokens";
import type { KeyDetail, KeyWithSecret } from "./schemas/keys";
import type { PageView } from "./schemas/page";
import { type AdminApiFixture, type CallerName, openAdminApiFixture } from "./testing/admin-api-fixture";

describe("access reviews", () => {
  let fixture: AdminApiFixture;
  const tokenOf = (caller: CallerName) => fixture.home.people[caller].token;
  const dueAt = new Date(Date.now() + 7 * 86_400_000).toISOString();

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });
  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  const begin = async (input: object) => {
    const body = { name: "Access", dueAt, ...input };
    const answer = await fixture.call<AccessReviewDetail>("POST", "/access-reviews", { token: tokenOf("owner"), body });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const itemsOf = async (reviewId: string, caller: CallerName = "owner") =>
    (
      await fixture.call<PageView<ReviewItem>>("GET", `/access-reviews/${reviewId}/items?limit=200`, {
        token: tokenOf(caller),
      })
    ).body.items;
  const itemOn = async (reviewId: string, subjectId: string) => {
    const found = (await itemsOf(reviewId)).find((item) => item.subjectId === subjectId);
    if (found === undefined) throw new Error(`no item on ${subjectId}`);
    return found;
  };
  const decide = (caller: CallerName, item: { reviewId: string; itemId: string }, body: object) =>
    fixture.call<ReviewItem>("POST", `/access-reviews/${item.reviewId}/items/${item.itemId}/decision`, {
      token: tokenOf(caller),
      body,
    });
  const newKey = async () => {
    const body = { projectId: fixture.home.projectId, name: `key ${Math.random()}`, allowedModels: ["*"] };
    return (await fixture.call<KeyWithSecret>("POST", "/keys", { token: tokenOf("member"), body })).body.key;
  };
  const newPerson = async (role: string) => {
    const email = `p${Math.random()}@example.com`;
    const body = { name: "New", email, role };
    return (await fixture.call<{ person: { id: string } }>("POST", "/people", { token: tokenOf("owner"), body })).body
      .person;
  };
  const actionsSince = async (seq: number) =>
    (
      await fixture.database.sql<{ action: string }[]>`select action from audit_event where seq > ${seq} order by seq`
    ).map(({ action }) => action);
  const headSeq = async () => Number((await fixture.database.sql`select max(seq) as n from audit_event`)[0]?.n);

  it("has every access there was when it began, with its last use, and leads see those of their team", async () => {
    const key = await newKey();
    const review = await begin({ subjects: ["key", "person", "api_token"] });
    const items = await itemsOf(review.id);
    expect(new Set(items.map(({ subject }) => subject))).toEqual(new Set(["key", "person", "api_token"]));
    expect(items).toHaveLength(review.items);
    expect(await itemOn(review.id, key.id)).toMatchObject({
      name: key.name,
      holder: { name: "member" },
      team: { name: "home" },
      access: { models: ["*"], project: "ranking" },
      lastUsedAt: null,
      allowedDecisions: ["keep", "reduce", "revoke"],
    });
    expect((await itemsOf(review.id, "lead")).every(({ team }) => team?.name === "home")).toBe(true);
    const { body } = await fixture.call<PageView<AccessReview>>("GET", "/access-reviews?open=true", {
      token: tokenOf("neighbour"),
    });
    expect(body.items).toEqual([]);
    const usedTokens = items.filter(({ subject, lastUsedAt }) => subject === "api_token" && lastUsedAt !== null);
    expect(usedTokens.length).toBeGreaterThan(0);
  });

  it("reducing and revoking are done at once, in the log as the person's own changes too", async () => {
    const [kept, reduced, revoked] = [await newKey(), await newKey(), await newKey()];
    const review = await begin({ subjects: ["key"] });
    const idOf = async (key: { id: string }) => ({ reviewId: review.id, itemId: (await itemOn(review.id, key.id)).id });
    const seq = await headSeq();
    expect((await decide("lead", await idOf(kept), { decision: "keep", note: "in use" })).status).toBe(200);
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const less = await decide("lead", await idOf(reduced), { decision: "reduce", reduceTo: { models: [], expiresAt } });
    expect(less.body).toMatchObject({ decision: "reduce", reducedTo: { models: [], expiresAt } });
    expect((await decide("lead", await idOf(revoked), { decision: "revoke" })).body).toMatchObject({
      hasEnded: true,
      allowedDecisions: [],
    });
    const after = await fixture.call<KeyDetail>("GET", `/keys/${reduced.id}`, { token: tokenOf("owner") });
    expect(after.body).toMatchObject({ allowedModels: [], expiresAt });
    expect((await fixture.call<KeyDetail>("GET", `/keys/${revoked.id}`, { token: tokenOf("owner") })).body.status).toBe(
      "revoked",
    );
    expect(await actionsSince(seq)).toEqual([
      "access_reviews.decide",
      "keys.update",
      "access_reviews.decide",
      "keys.revoke",
      "access_reviews.decide",
    ]);
    expect((await decide("lead", await idOf(revoked), { decision: "keep" })).status).toBe(409);
  });

  it("refuses a reduction that gives more, and then nothing is decided", async () => {
    const key = await newKey();
    const { id: personId } = await newPerson("auditor");
    const review = await begin({ subjects: ["key", "person"] });
    const seq = await headSeq();
    for (const [subjectId, reduceTo] of [
      [key.id, {}],
      [key.id, { models: ["*"] }],
      [personId, { role: "admin" }],
      [personId, { role: "auditor" }],
    ] as const) {
      const item = await itemOn(review.id, subjectId);
      const answer = await decide("owner", { reviewId: review.id, itemId: item.id }, { decision: "reduce", reduceTo });
      expect({ reduceTo, status: answer.status }).toEqual({ reduceTo, status: 400 });
    }
    expect(await headSeq()).toBe(seq);
    const item = await itemOn(review.id, personId);
    const fine = await decide(
      "admin",
      { reviewId: review.id, itemId: item.id },
      { decision: "reduce", reduceTo: { role: "member" } },
    );
    expect(fine.status).toBe(200);
  });

  it("nobody reviews their own role, nobody confirms their own token, and giving it up is always possible", async () => {
    const { body: made } = await fixture.call<ApiTokenWithSecret>("POST", "/api-tokens", {
      token: tokenOf("admin"),
      body: { name: "own", scopes: ["me:read"], expiresAt: null },
    });
    const review = await begin({ subjects: ["person", "api_token"] });
    const own = await itemOn(review.id, fixture.home.people.admin.id);
    const ownToken = await itemOn(review.id, made.apiToken.id);
    for (const decision of ["keep", "revoke"]) {
      const answer = await decide("admin", { reviewId: review.id, itemId: own.id }, { decision });
      expect(answer).toMatchObject({ status: 403, body: { code: "own_role_change" } });
    }
    const keep = await decide("admin", { reviewId: review.id, itemId: ownToken.id }, { decision: "keep" });
    expect(keep).toMatchObject({ status: 403, body: { code: "own_role_change" } });
    expect((await decide("admin", { reviewId: review.id, itemId: ownToken.id }, { decision: "revoke" })).status).toBe(
      200,
    );
    expect((await decide("owner", { reviewId: review.id, itemId: own.id }, { decision: "keep" })).status).toBe(200);
  });

  it("only named reviewers decide, and the leads of a key's team; what waits is counted for each", async () => {
    const key = await newKey();
    const review = await begin({ subjects: ["key", "person"], reviewerIds: [fixture.home.people.admin.id] });
    const place = { reviewId: review.id, itemId: (await itemOn(review.id, key.id)).id };
    const waiting = async (caller: CallerName) =>
      (await fixture.call<AccessReviewDetail>("GET", `/access-reviews/${review.id}`, { token: tokenOf(caller) })).body
        .waiting;
    expect(await waiting("owner")).toBe(0);
    expect(await waiting("auditor")).toBe(0);
    expect(await waiting("admin")).toBe(review.items - 1);
    const led = (await itemsOf(review.id, "lead")).length;
    expect(await waiting("lead")).toBe(led);
    expect((await decide("owner", place, { decision: "keep" })).status).toBe(403);
    expect((await decide("lead", place, { decision: "keep" })).status).toBe(200);
    expect(await waiting("lead")).toBe(led - 1);
  });

  it("a closed review is decided no more; its evidence verifies, says who decided what, and covers its CSV", async () => {
    const key = await newKey();
    const review = await begin({ subjects: ["key"], name: "=cmd|' /C calc'!A0" });
    const place = { reviewId: review.id, itemId: (await itemOn(review.id, key.id)).id };
    await decide("admin", place, { decision: "keep", note: "=1+1" });
    await fixture.call("POST", `/access-reviews/${review.id}/close`, { token: tokenOf("owner") });
    expect((await decide("admin", place, { decision: "revoke" })).status).toBe(409);
    const get = async (format: string) =>
      (
        await fixture.call<unknown>("GET", `/access-reviews/${review.id}/evidence?format=${format}`, {
          token: tokenOf("auditor"),
        })
      ).body;
    const [json, csv] = [await get("json"), String(await get("csv"))];
    const { problem, document } = verifyEvidence(json, { csv, key: null });
    expect(problem).toBeNull();
    const item = document?.items.find(({ subjectId }) => subjectId === key.id);
    expect(item).toMatchObject({ decision: "keep", note: "=1+1", decidedBy: "admin", holder: "member" });
    expect(csv).toContain("'=1+1");
    expect(verifyEvidence(json, { csv: csv.replace("keep", "revoke"), key: null }).problem).toContain("CSV");
    const painted = structuredClone(json) as { document: { items: { decision: string }[] } };
    for (const one of painted.document.items) one.decision = "keep";
    expect(
      verifyEvidence({ ...painted, document: { ...painted.document, exportedAt: "" } }, { csv: null, key: null })
        .problem,
    ).toContain("changed");
  });
});
