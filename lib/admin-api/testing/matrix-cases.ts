import { aNoticeDelivery, aNoticeDestination, anAlert } from "./alert-targets";
import { ACCESS_REQUESTS_MATRIX } from "./matrix-access-requests";
import { ADMINS, atHome, EVERYONE, LISTS, line, type MatrixCase, READERS, TEAM, WITH_LEAD } from "./matrix-case";
import { REQUESTS_MATRIX } from "./matrix-requests";
import { USAGE_MATRIX } from "./matrix-usage";
import { fresh, type MatrixWorld } from "./matrix-world";

const onKey = async (world: MatrixWorld) => ({ params: { keyId: (await world.key()).keyId } });
const onModel = async (world: MatrixWorld) => ({ params: { modelId: (await world.model()).modelId } });
const onDeployment = async (world: MatrixWorld) => ({ params: { deploymentId: (await world.model()).deploymentId } });
const onProvider = async (world: MatrixWorld) => ({ params: { providerId: (await world.provider()).providerId } });
const onReview = async (world: MatrixWorld) => ({ params: { reviewId: (await world.reviewItem()).reviewId } });
const onNoticeDestination = async (world: MatrixWorld) => ({ params: await aNoticeDestination(world) });
const onAlert = async (world: MatrixWorld) => ({ params: await anAlert(world) });
const homeTeam = async (world: MatrixWorld) => ({ params: { teamId: world.home.homeTeamId } });
const usdQuota = { unit: "usd", window: "month", limit: "100.00" };

/** By method and path. A route without a line here fails the matrix. */
export const MATRIX: Record<string, MatrixCase> = {
  ...ACCESS_REQUESTS_MATRIX,

  "GET /me": line(EVERYONE),
  "GET /me/usage": line(EVERYONE),
  "GET /me/sessions": line(EVERYONE),
  "POST /me/sessions/{sessionId}/revoke": line(EVERYONE, async (world) => ({ params: await world.session() })),
  "POST /me/sign-out": { ...line(EVERYONE), bySession: true },
  "POST /me/sign-out-everywhere": line(EVERYONE),

  "PATCH /organization": line(ADMINS, async () => ({ body: { name: fresh("organization") } })),

  "GET /runaway-flags": line(LISTS),
  "POST /runaway-flags/{flagId}/dismiss": atHome(WITH_LEAD, async (world) => ({ params: await world.flag() })),
  "POST /keys/{keyId}/resume": atHome(WITH_LEAD, async (world) => ({ params: await world.pausedKey() })),
  "GET /keys": line(LISTS),
  "POST /keys": atHome([...ADMINS, "lead", "member"], async (world) => ({
    body: { projectId: world.home.projectId, name: fresh("key"), allowedModels: ["*"] },
  })),
  "GET /keys/{keyId}": atHome(TEAM, onKey),
  "PATCH /keys/{keyId}": atHome(WITH_LEAD, async (world) => ({
    ...(await onKey(world)),
    body: { name: fresh("key") },
  })),
  "POST /keys/{keyId}/rotate": atHome(WITH_LEAD, onKey),
  "POST /keys/{keyId}/secrets/{secretId}/revoke": atHome(WITH_LEAD, async (world) => ({ params: await world.key() })),
  "POST /keys/{keyId}/disable": atHome(WITH_LEAD, onKey),
  "POST /keys/{keyId}/enable": atHome(WITH_LEAD, async (world) => ({ params: await world.disabledKey() })),
  "POST /keys/{keyId}/revoke": atHome(WITH_LEAD, onKey),

  "GET /teams": line(LISTS),
  "POST /teams": line(ADMINS, async () => ({ body: { name: fresh("team") } })),
  "GET /teams/{teamId}": atHome(TEAM, homeTeam),
  "PATCH /teams/{teamId}": atHome(WITH_LEAD, async (world) => ({
    ...(await homeTeam(world)),
    body: { name: fresh("home") },
  })),
  "POST /teams/{teamId}/archive": line(ADMINS, async (world) => ({ params: await world.team() })),
  "POST /teams/{teamId}/members": atHome(WITH_LEAD, async (world) => ({
    ...(await homeTeam(world)),
    body: { ...(await world.person()), role: "member" },
  })),
  "PATCH /teams/{teamId}/members/{personId}": atHome(WITH_LEAD, async (world) => ({
    params: await world.member(),
    body: { role: "lead" },
  })),
  "DELETE /teams/{teamId}/members/{personId}": atHome(WITH_LEAD, async (world) => ({ params: await world.member() })),

  "GET /projects": line(LISTS),
  "POST /projects": atHome(WITH_LEAD, async (world) => ({
    body: { teamId: world.home.homeTeamId, name: fresh("project") },
  })),
  "GET /projects/{projectId}": atHome(TEAM, async (world) => ({ params: await world.project() })),
  "PATCH /projects/{projectId}": atHome(WITH_LEAD, async (world) => ({
    params: await world.project(),
    body: { costCentre: "CC-1" },
  })),
  "POST /projects/{projectId}/archive": atHome(WITH_LEAD, async (world) => ({ params: await world.project() })),

  "POST /playground/runs": atHome([...ADMINS, "lead", "member"], async (world) => ({
    body: { projectId: world.home.projectId, model: "any", messages: [{ role: "user", content: "Hi" }] },
  })),
  "GET /playground/shares": line(LISTS),
  "POST /playground/shares": atHome([...ADMINS, "lead", "member"], async (world) => ({ body: world.conversation() })),
  "GET /playground/shares/{shareId}": atHome(TEAM, async (world) => ({ params: await world.share() })),
  "DELETE /playground/shares/{shareId}": atHome(WITH_LEAD, async (world) => ({ params: await world.share() })),

  "GET /quotas": line(LISTS),
  "POST /quotas": atHome(WITH_LEAD, async (world) => ({
    body: { ...usdQuota, scope: { kind: "project", id: (await world.project()).projectId } },
  })),
  "PATCH /quotas/{quotaId}": atHome(WITH_LEAD, async (world) => ({
    params: await world.quota(),
    body: { limit: "20" },
  })),
  "GET /quotas/{quotaId}": atHome(TEAM, async (world) => ({ params: await world.quota() })),
  "GET /quotas/{quotaId}/outlook": atHome(TEAM, async (world) => ({ params: await world.quota() })),
  "GET /quotas/{quotaId}/what-if": atHome(TEAM, async (world) => ({
    params: await world.quota(),
    query: "?limit=10",
  })),
  "GET /quotas/{quotaId}/holds": atHome(TEAM, async (world) => ({ params: await world.quota() })),
  "POST /quotas/{quotaId}/holds/{holder}/release": line(ADMINS, async (world) => ({ params: await world.hold() })),
  "POST /quotas/{quotaId}/grants": atHome(WITH_LEAD, async (world) => ({
    params: await world.quota(),
    body: { amount: "5", endsAt: new Date(Date.now() + 3_600_000).toISOString() },
  })),
  "POST /quotas/{quotaId}/grants/{grantId}/revoke": atHome(WITH_LEAD, async (world) => ({
    params: await world.grant(),
  })),
  "POST /quotas/{quotaId}/archive": atHome(WITH_LEAD, async (world) => ({ params: await world.quota() })),

  "GET /people": line(READERS),
  "POST /people": line(ADMINS, async () => ({
    body: { name: "New", email: `${fresh("p").replace(" ", "")}@example.org` },
  })),
  "GET /people/{personId}": line(READERS, async (world) => ({ params: await world.person() })),
  "POST /people/{personId}/sign-in-links": line(ADMINS, async (world) => ({ params: await world.person() })),
  "PUT /people/{personId}/role": line(ADMINS, async (world) => ({
    params: await world.person(),
    body: { role: "auditor" },
  })),
  "POST /people/{personId}/deactivate": line(ADMINS, async (world) => ({ params: await world.person() })),
  "POST /people/{personId}/reactivate": line(ADMINS, async (world) => ({ params: await world.deactivatedPerson() })),

  "GET /people/{personId}/sessions": line(READERS, async (world) => ({ params: await world.person() })),
  "POST /people/{personId}/sessions/{sessionId}/revoke": line(ADMINS, async (world) => ({
    params: await world.personSession(),
  })),
  "POST /people/{personId}/sign-out": line(ADMINS, async (world) => ({ params: await world.person() })),
  "GET /people/{personId}/identities": line(READERS, async (world) => ({ params: await world.person() })),
  "POST /people/{personId}/identities/{identityId}/unlink": line(ADMINS, async (world) => ({
    params: await world.identity(),
  })),

  "GET /sign-in": line(READERS),
  "PATCH /sign-in": line(ADMINS, async () => ({ body: { idleMinutes: 480 } })),
  "PUT /sign-in/rules": line(ADMINS, async (world) => ({ body: { rules: [], version: await world.rulesVersion() } })),
  "POST /sign-in/dry-run": line(READERS, async () => ({ body: { claims: { sub: "x", groups: ["a"] } } })),
  "GET /scim-tokens": line(READERS),
  "POST /scim-tokens": line(ADMINS, async () => ({ body: { name: fresh("directory") } })),
  "POST /scim-tokens/{scimTokenId}/rotate": line(ADMINS, async (world) => ({ params: await world.scimToken() })),
  "POST /scim-tokens/{scimTokenId}/revoke": line(ADMINS, async (world) => ({ params: await world.scimToken() })),

  "GET /api-tokens": line(EVERYONE),
  "POST /api-tokens": line(EVERYONE, async () => ({ body: { name: "t", scopes: ["me:read"], expiresAt: null } })),
  "PATCH /api-tokens/{apiTokenId}": line(EVERYONE, async (world) => ({
    params: await world.apiToken(),
    body: { name: "renamed" },
  })),
  "POST /api-tokens/{apiTokenId}/rotate": line(EVERYONE, async (world) => ({
    params: await world.apiToken(),
    body: { overlapSeconds: 60 },
  })),
  "POST /api-tokens/{apiTokenId}/revoke": line(EVERYONE, async (world) => ({ params: await world.apiToken() })),

  "GET /audit": line(READERS),
  "GET /audit/events/{seq}": line(READERS, async () => ({ params: { seq: "1" } })),
  "GET /audit/facets": line(READERS),
  "GET /audit/export": line(READERS, async () => ({ query: "?format=csv" })),
  "GET /audit/verification": line(READERS),
  "GET /alerts": line(LISTS),
  "GET /alerts/{alertId}": atHome(TEAM, onAlert),
  "POST /alerts/{alertId}/acknowledge": atHome(WITH_LEAD, onAlert),
  "POST /alerts/{alertId}/resolve": atHome(WITH_LEAD, onAlert),
  "GET /alert-rules": line(READERS),
  "PUT /alert-rules": line(ADMINS, async () => ({
    body: { rule: "latency", enabled: true, settings: { times: 3 } },
  })),

  "GET /notice-destinations": line(READERS),
  "POST /notice-destinations": line(ADMINS, async () => ({
    body: { kind: "webhook", name: fresh("hook"), url: "https://hooks.example.com/in" },
  })),
  "PATCH /notice-destinations/{destinationId}": line(ADMINS, async (world) => ({
    params: await aNoticeDestination(world),
    body: { leastSeverity: "critical" },
  })),
  "DELETE /notice-destinations/{destinationId}": line(ADMINS, onNoticeDestination),
  "POST /notice-destinations/{destinationId}/test": line(ADMINS, onNoticeDestination),
  "POST /notice-destinations/{destinationId}/secret": line(ADMINS, async (world) => ({
    params: await aNoticeDestination(world),
    body: { overlapSeconds: 60 },
  })),
  "GET /notice-deliveries": line(READERS),
  "POST /notice-deliveries/{deliveryId}/retry": line(ADMINS, async (world) => ({
    params: await aNoticeDelivery(world),
  })),
  "GET /me/notices": line(EVERYONE),
  "GET /me/expiring": line(EVERYONE),
  "GET /me/notice-preferences": line(EVERYONE),
  "PUT /me/notice-preferences": line(EVERYONE, async () => ({
    body: { topics: [{ topic: "expiry", byMail: "digest" }] },
  })),
  "GET /notice-settings": line(READERS),
  "PUT /notice-settings": line(ADMINS, async () => ({ body: { expiryDays: [7, 1] } })),
  "POST /me/notices/read": line(EVERYONE, async () => ({ body: { noticeIds: null } })),

  "GET /audit/checkpoints": line(READERS),
  "POST /audit/checkpoints": line(ADMINS),
  "GET /audit/checkpoint-settings": line(READERS),
  "PUT /audit/checkpoint-settings/schedule": line(ADMINS, async () => ({ body: { everyMinutes: 60 } })),
  "POST /audit/destinations": line(ADMINS, async () => ({ body: { kind: "file", name: "Beside the data" } })),
  "DELETE /audit/destinations/{destinationId}": line(ADMINS, async (world) => ({ params: await world.destination() })),

  "GET /access-reviews": line([...READERS, "lead", "neighbour"]),
  "POST /access-reviews": line(ADMINS, async () => ({
    body: { name: fresh("review"), subjects: ["person"], dueAt: new Date(Date.now() + 86_400_000).toISOString() },
  })),
  "GET /access-reviews/{reviewId}": atHome([...READERS, "lead"], onReview),
  "GET /access-reviews/{reviewId}/items": atHome([...READERS, "lead"], onReview),
  "POST /access-reviews/{reviewId}/items/{itemId}/decision": atHome(WITH_LEAD, async (world) => ({
    params: await world.reviewItem(),
    body: { decision: "keep" },
  })),
  "POST /access-reviews/{reviewId}/close": line(ADMINS, onReview),
  "GET /access-reviews/{reviewId}/evidence": line(READERS, onReview),

  "GET /proofs": line(READERS),
  "POST /proofs": line(ADMINS, async (world) => {
    await world.noProof();
    return {};
  }),
  "GET /proofs/{proofId}": line(READERS, async (world) => ({ params: await world.proof() })),
  "GET /proofs/{proofId}/verification": line(READERS, async (world) => ({ params: await world.proof() })),
  "GET /proof-settings": line(READERS),
  "PUT /proof-settings/schedule": line(ADMINS, async () => ({ body: { minuteOfDay: 180 } })),

  ...REQUESTS_MATRIX,
  ...USAGE_MATRIX,

  "GET /models": line(EVERYONE),
  "POST /models": line(ADMINS, async () => ({ body: { name: fresh("m").replace(" ", "-"), deployments: [] } })),
  "GET /models/{modelId}": line(EVERYONE, onModel),
  "PATCH /models/{modelId}": line(ADMINS, async (world) => ({
    ...(await onModel(world)),
    body: { title: "New title" },
  })),
  "POST /models/{modelId}/deployments": line(ADMINS, async (world) => ({
    ...(await onModel(world)),
    body: { ...(await world.simulated()), upstreamModel: "simulated-small" },
  })),
  "PUT /models/{modelId}/deployments/order": line(ADMINS, async (world) => {
    const { modelId, deploymentId } = await world.model();
    return { params: { modelId }, body: { deploymentIds: [deploymentId] } };
  }),
  "PATCH /deployments/{deploymentId}": line(ADMINS, async (world) => ({
    ...(await onDeployment(world)),
    body: { status: "disabled" },
  })),
  "DELETE /deployments/{deploymentId}": line(ADMINS, onDeployment),
  "GET /deployments/{deploymentId}/prices": line(EVERYONE, onDeployment),
  "POST /deployments/{deploymentId}/prices": line(ADMINS, async (world) => ({
    ...(await onDeployment(world)),
    body: { tiers: [{ fromInputTokens: 0, usdPerMillionTokens: { output: "1.00" } }] },
  })),

  "GET /aliases": line(EVERYONE),
  "POST /aliases": atHome(WITH_LEAD, async (world) => ({
    body: { ...(await world.project()), name: fresh("a").replace(" ", "-"), model: await world.modelName() },
  })),
  "PATCH /aliases/{aliasId}": atHome(WITH_LEAD, async (world) => ({
    params: await world.alias(),
    body: { model: await world.modelName() },
  })),
  "DELETE /aliases/{aliasId}": atHome(WITH_LEAD, async (world) => ({ params: await world.alias() })),

  "GET /provider-adapters": line(READERS),
  "GET /provider-catalog": line(READERS),
  "GET /providers": line(READERS),
  "POST /providers": line(ADMINS, async () => ({ body: { adapter: "simulated", name: fresh("simulated") } })),
  "GET /providers/{providerId}": line(READERS, onProvider),
  "PATCH /providers/{providerId}": line(ADMINS, async (world) => ({
    ...(await onProvider(world)),
    body: { name: fresh("renamed") },
  })),
  "POST /providers/{providerId}/test": line(ADMINS, async (world) => ({ params: await world.simulated() })),
  "GET /providers/{providerId}/catalog": line(EVERYONE, onProvider),
  "POST /providers/{providerId}/credentials": line(ADMINS, async (world) => ({
    ...(await onProvider(world)),
    body: { name: fresh("credential"), apiKey: "sk-matrix-9876543210" },
  })),
  "PUT /providers/{providerId}/credentials/{credentialId}": line(ADMINS, async (world) => ({
    params: await world.provider(),
    body: { apiKey: "sk-matrix-9876543210" },
  })),
  "DELETE /providers/{providerId}/credentials/{credentialId}": line(ADMINS, async (world) => ({
    params: await world.provider(),
  })),
};
