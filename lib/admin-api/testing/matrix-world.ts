import { insertFlag, pauseKey } from "@/db/queries/runaway/write-flag";
import { insertIdentity } from "@/db/queries/sign-in/identities";
import { readSignInSettings } from "@/db/queries/sign-in/sign-in-settings";
import { enforcementProof, quotaBucket, quotaHold, requestExport, requestRecord, requestText } from "@/db/schema";
import { newId } from "@/lib/crypto/new-id";
import type { AccessReview, ReviewItem } from "../schemas/access-reviews";
import type { Alias } from "../schemas/aliases";
import type { AddedDestination } from "../schemas/audit-evidence";
import type { KeyWithSecret } from "../schemas/keys";
import type { ModelView } from "../schemas/models";
import type { PageView } from "../schemas/page";
import type { InvitedPerson } from "../schemas/people";
import type { PlaygroundShare } from "../schemas/playground";
import type { Project } from "../schemas/projects";
import type { ProviderDetail } from "../schemas/providers";
import type { QuotaDetail, QuotaView } from "../schemas/quotas";
import type { ScimTokenWithSecret } from "../schemas/scim-tokens";
import type { TeamDetail } from "../schemas/teams";
import type { AdminApiFixture, CallerName } from "./admin-api-fixture";

let count = 0;
/** A name nobody has yet. */
export const fresh = (what: string) => `${what} ${++count}`;

/** Fresh targets for one call of the matrix, made through the API by the owner. */
export class MatrixWorld {
  constructor(
    readonly fixture: AdminApiFixture,
    readonly caller: CallerName,
  ) {}

  get home() {
    return this.fixture.home;
  }

  async #make<Body>(path: string, body: unknown): Promise<Body> {
    const answer = await this.fixture.call<Body>("POST", path, { token: this.home.people.owner.token, body });
    if (answer.status >= 300) throw new Error(`preparing ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async key(): Promise<{ keyId: string; secretId: string }> {
    const body = { projectId: this.home.projectId, name: fresh("key"), allowedModels: ["*"] };
    const { key } = await this.#make<KeyWithSecret>("/keys", body);
    return { keyId: key.id, secretId: key.secrets[0]?.id ?? "" };
  }

  async disabledKey(): Promise<{ keyId: string }> {
    const { keyId } = await this.key();
    await this.#make(`/keys/${keyId}/disable`, {});
    return { keyId };
  }

  /** An open flag on a key that works. */
  async flag(): Promise<{ flagId: string }> {
    const { keyId } = await this.key();
    const [id, found] = [newId("flg"), { keyId, kind: "loop", reason: "It sent one prompt.", detail: {} } as const];
    await insertFlag(this.fixture.database.orm, this.home.id, { id, ...found });
    return { flagId: id };
  }

  async pausedKey(): Promise<{ keyId: string }> {
    const { keyId } = await this.key();
    await pauseKey(this.fixture.database.orm, this.home.id, { keyId, kind: "loop", reason: "It sent one prompt." });
    return { keyId };
  }

  async team(): Promise<{ teamId: string }> {
    return { teamId: (await this.#make<TeamDetail>("/teams", { name: fresh("team") })).id };
  }

  /** A project in the team "home". */
  async project(): Promise<{ projectId: string }> {
    const body = { teamId: this.home.homeTeamId, name: fresh("project") };
    return { projectId: (await this.#make<Project>("/projects", body)).id };
  }

  conversation() {
    const columns = [{ model: "any", messages: [{ role: "user" as const, content: "Hi" }], runs: [] }];
    return { projectId: this.home.projectId, title: fresh("conversation"), content: { columns } };
  }

  /** A conversation that the owner shared in the team "home". */
  async share(): Promise<{ shareId: string }> {
    return { shareId: (await this.#make<PlaygroundShare>("/playground/shares", this.conversation())).id };
  }

  /** Of a project of the team "home". */
  async alias(): Promise<{ aliasId: string }> {
    const { projectId } = await this.project();
    const model = await this.modelName();
    return {
      aliasId: (await this.#make<Alias>("/aliases", { projectId, name: fresh("a").replace(" ", "-"), model })).id,
    };
  }

  /** A name that an alias may stand for. */
  async modelName(): Promise<string> {
    const name = fresh("m").replace(" ", "-");
    await this.#make("/models", { name, deployments: [] });
    return name;
  }

  async person(teams: { teamId: string; role: string }[] = []): Promise<{ personId: string }> {
    const body = { name: "New", email: `new${++count}@example.com`, teams };
    return { personId: (await this.#make<InvitedPerson>("/people", body)).person.id };
  }

  async deactivatedPerson(): Promise<{ personId: string }> {
    const { personId } = await this.person();
    await this.#make(`/people/${personId}/deactivate`, {});
    return { personId };
  }

  /** A member of the team "home". */
  async member(): Promise<{ teamId: string; personId: string }> {
    const teamId = this.home.homeTeamId;
    return { teamId, ...(await this.person([{ teamId, role: "member" }])) };
  }

  /** On a project of the team "home". */
  async quota(): Promise<{ quotaId: string }> {
    const scope = { kind: "project", id: (await this.project()).projectId };
    const quota = await this.#make<QuotaView>("/quotas", { scope, unit: "usd", window: "month", limit: "10" });
    return { quotaId: quota.id };
  }

  /** What a call near its limit holds of such a quota. */
  async hold(): Promise<{ quotaId: string; holder: string }> {
    const { quotaId } = await this.quota();
    const holder = newId("req");
    const bucket = { quotaId, windowStart: new Date(0) };
    await this.fixture.database.orm.insert(quotaBucket).values({ ...bucket, held: 5n });
    const expiresAt = new Date(Date.now() + 3_600_000);
    await this.fixture.database.orm.insert(quotaHold).values({ ...bucket, requestId: holder, amount: 5n, expiresAt });
    return { quotaId, holder };
  }

  /** A raise of such a quota. */
  async grant(): Promise<{ quotaId: string; grantId: string }> {
    const { quotaId } = await this.quota();
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    await this.#make(`/quotas/${quotaId}/grants`, { amount: "5", endsAt });
    const { token } = this.home.people.owner;
    const { body } = await this.fixture.call<QuotaDetail>("GET", `/quotas/${quotaId}`, { token });
    return { quotaId, grantId: body.grants[0]?.id ?? "" };
  }

  /** The caller's own API token. */
  async apiToken(): Promise<{ apiTokenId: string }> {
    const { people } = this.home;
    const body = { name: fresh("token"), scopes: ["me:read"], expiresAt: null };
    const answer = await this.fixture.call<{ apiToken: { id: string } }>("POST", "/api-tokens", {
      token: people[this.caller].token,
      body,
    });
    return { apiTokenId: answer.body.apiToken.id };
  }

  /** A session of the caller's own. */
  async session(): Promise<{ sessionId: string }> {
    return { sessionId: (await this.fixture.newCookie(this.home.people[this.caller].id)).sessionId };
  }

  /** A session of somebody new. */
  async personSession(): Promise<{ personId: string; sessionId: string }> {
    const { personId } = await this.person();
    return { personId, sessionId: (await this.fixture.newCookie(personId)).sessionId };
  }

  /** Somebody new who has signed in with a provider. */
  async identity(): Promise<{ personId: string; identityId: string }> {
    const { personId } = await this.person();
    const [id, subject] = [newId("idn"), fresh("subject")];
    const row = { id, subject, organizationId: this.home.id, personId, issuer: "https://id.example.com" };
    await insertIdentity(this.fixture.database.orm, { ...row, email: null, claims: {} });
    return { personId, identityId: id };
  }

  async rulesVersion(): Promise<number> {
    return (await readSignInSettings(this.fixture.database.orm, this.home.id)).rulesVersion;
  }

  async scimToken(): Promise<{ scimTokenId: string }> {
    const made = await this.#make<ScimTokenWithSecret>("/scim-tokens", { name: fresh("directory") });
    return { scimTokenId: made.scimToken.id };
  }

  async provider(): Promise<{ providerId: string; credentialId: string }> {
    const credential = { apiKey: "sk-matrix-0123456789" };
    const provider = await this.#make<ProviderDetail>("/providers", {
      adapter: "openai",
      name: fresh("openai"),
      credential,
    });
    return { providerId: provider.id, credentialId: provider.credentials[0]?.id ?? "" };
  }

  async simulated(): Promise<{ providerId: string }> {
    return {
      providerId: (await this.#make<ProviderDetail>("/providers", { adapter: "simulated", name: fresh("simulated") }))
        .id,
    };
  }

  async model(): Promise<{ modelId: string; deploymentId: string; providerId: string }> {
    const { providerId } = await this.simulated();
    const deployments = [{ providerId, upstreamModel: "simulated-small" }];
    const model = await this.#make<ModelView>("/models", { name: fresh("model").replace(" ", "-"), deployments });
    return { modelId: model.id, deploymentId: model.deployments[0]?.id ?? "", providerId };
  }

  async destination(): Promise<{ destinationId: string }> {
    const body = { kind: "webhook", name: fresh("hook"), url: "https://siem.example.com/hook" };
    return { destinationId: (await this.#make<AddedDestination>("/audit/destinations", body)).id };
  }

  /** A key of the team "home", in a review of that team's keys. */
  async reviewItem(): Promise<{ reviewId: string; itemId: string }> {
    await this.key();
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    const body = { name: fresh("review"), subjects: ["key"], teamId: this.home.homeTeamId, dueAt };
    const { id: reviewId } = await this.#make<AccessReview>("/access-reviews", body);
    const { token } = this.home.people.owner;
    const { body: page } = await this.fixture.call<PageView<ReviewItem>>("GET", `/access-reviews/${reviewId}/items`, {
      token,
    });
    return { reviewId, itemId: page.items[0]?.id ?? "" };
  }

  /** A proof of enforcement that could not be carried out. */
  async proof(): Promise<{ proofId: string }> {
    const id = newId("prf");
    const row = { id, organizationId: this.home.id, finishedAt: new Date(), passed: false, failure: "No gateway." };
    await this.fixture.database.orm.insert(enforcementProof).values(row);
    return { proofId: id };
  }

  /** Ends what is queued: there is one at a time. */
  async noProof(): Promise<void> {
    await this.fixture.database.orm.update(enforcementProof).set({ finishedAt: new Date(), passed: false });
  }

  /** A call of the team "home". */
  /** A session that a call of the team "home" belongs to. */
  async sessionOfCalls(): Promise<{ sessionId: string }> {
    const sessionId = fresh("run");
    await this.request({ sessionId });
    return { sessionId };
  }

  async request(more: { sessionId?: string } = {}): Promise<{ requestId: string }> {
    const id = newId("req");
    const place = {
      id,
      startedAt: new Date(),
      organizationId: this.home.id,
      teamId: this.home.homeTeamId,
      projectId: this.home.projectId,
    };
    const said = { prompt: "{}", promptBytes: 2, answerBytes: 0, isCut: false, words: "" };
    await this.fixture.database.orm.insert(requestText).values({ ...place, ...said });
    await this.fixture.database.orm.insert(requestRecord).values({
      ...place,
      route: "/chat/completions",
      dialect: "openai-chat",
      streamed: false,
      outcome: "ok",
      httpStatus: 200,
      usageSource: "none",
      durationMs: 1,
      attempts: [],
      trace: [],
      ...more,
    });
    return { requestId: id };
  }

  /** A view of the caller's own. */
  async requestView(): Promise<{ viewId: string }> {
    const { token } = this.home.people[this.caller];
    const body = { name: fresh("view"), query: "" };
    return { viewId: (await this.fixture.call<{ id: string }>("POST", "/request-views", { token, body })).body.id };
  }

  /** A finished export of the caller's own. */
  async requestExport(): Promise<{ exportId: string }> {
    const exportId = newId("exp");
    const own = { organizationId: this.home.id, personId: this.home.people[this.caller].id };
    const teamIds = [this.caller === "neighbour" ? this.home.awayTeamId : this.home.homeTeamId];
    const row = { id: exportId, ...own, format: "csv" as const, filter: {}, teamIds, state: "done" as const };
    await this.fixture.database.orm.insert(requestExport).values(row);
    return { exportId };
  }
}
