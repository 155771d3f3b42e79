import { desc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditEvent, priceVersion } from "@/db/schema";
import type { PersonActor } from "@/lib/auth/actor";
import { addCredential } from "../providers/add-credential";
import { createProvider } from "../providers/create-provider";
import { updateProvider } from "../providers/update-provider";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { addDeployment } from "./add-deployment";
import { createModel } from "./create-model";
import { getModel } from "./get-model";
import { listCatalog } from "./list-catalog";
import { listModels } from "./list-models";
import { listPrices } from "./list-prices";
import { orderDeployments } from "./order-deployments";
import { removeDeployment } from "./remove-deployment";
import { setPrice } from "./set-price";
import { updateDeployment } from "./update-deployment";
import { updateModel } from "./update-model";

describe("models", () => {
  let fixture: AdminFixture;
  let admin: PersonActor;
  let openaiId: string;
  let serverId: string;
  let simulatedId: string;

  beforeAll(async () => {
    fixture = await openAdminFixture();
    admin = await fixture.personWith("admin");
    const credential = { apiKey: "sk-test-0123456789-abcd" };
    openaiId = (await fixture.run(admin, createProvider, { adapter: "openai", name: "OpenAI", credential })).id;
    const baseUrl = "https://models.example.com/v1";
    serverId = (await fixture.run(admin, createProvider, { adapter: "openai-compatible", name: "Own", baseUrl })).id;
    simulatedId = (await fixture.run(admin, createProvider, { adapter: "simulated", name: "Simulated" })).id;
  });

  afterAll(async () => fixture.close());

  const newModel = (name: string, upstreamModel = "gpt-5-mini", providerId = openaiId) =>
    fixture.run(admin, createModel, { name, deployments: [{ providerId, upstreamModel }] });

  it("adds a usual model with one call: title, window, credential and price come from the catalogue", async () => {
    const [suggestion] = (await fixture.run(admin, listCatalog, { providerId: openaiId })).filter(
      (one) => one.upstreamModel === "gpt-5-mini",
    );
    expect(suggestion).toMatchObject({ existingModelId: null, sameNameModelId: null });
    const created = await newModel("gpt-5-mini");
    expect(created).toMatchObject({
      title: suggestion?.title,
      contextWindow: suggestion?.contextWindow,
      callable: true,
    });
    const [deployment] = created.deployments;
    expect(deployment?.credential?.last4).toBe("abcd");
    expect(deployment?.price).toMatchObject({ version: 1, source: suggestion?.priceSource, tiers: suggestion?.tiers });
    const again = await fixture.run(admin, listCatalog, { providerId: openaiId });
    expect(again.find((one) => one.upstreamModel === "gpt-5-mini")).toMatchObject({
      existingModelId: created.id,
      sameNameModelId: created.id,
    });
  });

  it("leaves a model that no price is known for unpriced", async () => {
    const created = await newModel("own-model", "whatever-1", serverId);
    expect(created.deployments[0]?.price).toBeNull();
  });

  it("adds a version for every price change and keeps the old ones", async () => {
    const created = await newModel("priced", "priced-1", serverId);
    const deploymentId = created.deployments[0]?.id ?? "";
    const tiers = [{ fromInputTokens: 0, usdPerMillionTokens: { uncachedInput: "0.25", output: "2" } }];
    await fixture.run(admin, setPrice, { deploymentId, price: { tiers } });
    const second = [{ fromInputTokens: 0, usdPerMillionTokens: { uncachedInput: "0.30", output: "2" } }];
    await fixture.run(admin, setPrice, { deploymentId, price: { tiers: second } });
    const prices = await fixture.run(admin, listPrices, { deploymentId });
    expect(prices.map((price) => [price.version, price.source])).toEqual([
      [2, "operator"],
      [1, "operator"],
    ]);
    const rows = await fixture.database.orm.select().from(priceVersion);
    const stored = rows.find((row) => row.upstreamModel === "priced-1" && row.version === 2);
    expect(stored?.tiers).toEqual([
      { fromInputTokens: 0, picoUsdPerToken: { uncachedInput: "300000", output: "2000000" } },
    ]);
    const shown = await fixture.run(admin, getModel, { modelId: created.id });
    expect(shown.deployments[0]?.price?.version).toBe(2);
  });

  it("goes back to the library's price, and says so when the library has none", async () => {
    const known = await newModel("back", "gpt-5");
    const deploymentId = known.deployments[0]?.id ?? "";
    const tiers = [{ fromInputTokens: 0, usdPerMillionTokens: { output: "1" } }];
    await fixture.run(admin, setPrice, { deploymentId, price: { tiers } });
    const back = await fixture.run(admin, setPrice, { deploymentId, price: { fromCatalog: true } });
    expect(back).toMatchObject({ version: 3, source: known.deployments[0]?.price?.source });
    const unknown = await newModel("nowhere", "nowhere-1", serverId);
    const input = { deploymentId: unknown.deployments[0]?.id ?? "", price: { fromCatalog: true as const } };
    await expect(fixture.run(admin, setPrice, input)).rejects.toMatchObject({ code: "conflict" });
  });

  it("prices two changes at the same moment as two versions", async () => {
    const created = await newModel("raced", "raced-1", serverId);
    const deploymentId = created.deployments[0]?.id ?? "";
    const price = { tiers: [{ fromInputTokens: 0, usdPerMillionTokens: { output: "1" } }] };
    await Promise.all([1, 2, 3].map(() => fixture.run(admin, setPrice, { deploymentId, price })));
    const prices = await fixture.run(admin, listPrices, { deploymentId });
    expect(prices.map((one) => one.version)).toEqual([3, 2, 1]);
  });

  it("marks everything of the simulated provider, prices that somebody typed included", async () => {
    const price = [{ fromInputTokens: 0, usdPerMillionTokens: { uncachedInput: "1", output: "4" } }];
    const deployments = [{ providerId: simulatedId, upstreamModel: "sim-1", price }];
    const created = await fixture.run(admin, createModel, { name: "sim-1", deployments });
    expect(created.simulated).toBe(true);
    expect(created.deployments[0]).toMatchObject({ simulated: true, price: { source: "simulated" } });
  });

  it("tries deployments in the order given, and the new one last", async () => {
    const created = await newModel("ordered", "gpt-5-nano");
    const modelId = created.id;
    const second = await fixture.run(admin, addDeployment, { modelId, providerId: simulatedId, upstreamModel: "b" });
    expect(second.priority).toBe(1);
    const first = created.deployments[0]?.id ?? "";
    const ordered = await fixture.run(admin, orderDeployments, { modelId, deploymentIds: [second.id, first] });
    expect(ordered.deployments.map((one) => one.id)).toEqual([second.id, first]);
    const incomplete = { modelId, deploymentIds: [first] };
    await expect(fixture.run(admin, orderDeployments, incomplete)).rejects.toMatchObject({ code: "invalid_request" });
    await fixture.run(admin, removeDeployment, { deploymentId: second.id });
    const left = await fixture.run(admin, getModel, { modelId });
    expect(left.deployments.map((one) => one.id)).toEqual([first]);
  });

  it("is not callable while the model, its deployments or their provider are disabled", async () => {
    const created = await newModel("paused", "p-1", serverId);
    const deploymentId = created.deployments[0]?.id ?? "";
    const callable = async () => (await fixture.run(admin, getModel, { modelId: created.id })).callable;
    await fixture.run(admin, updateModel, { modelId: created.id, status: "disabled" });
    expect(await callable()).toBe(false);
    await fixture.run(admin, updateModel, { modelId: created.id, status: "active" });
    await fixture.run(admin, updateDeployment, { deploymentId, status: "disabled" });
    expect(await callable()).toBe(false);
    await fixture.run(admin, updateDeployment, { deploymentId, status: "active" });
    await fixture.run(admin, updateProvider, { providerId: serverId, status: "disabled" });
    expect(await callable()).toBe(false);
    await fixture.run(admin, updateProvider, { providerId: serverId, status: "active" });
    expect(await callable()).toBe(true);
  });

  it("asks which credential when a provider has several, and refuses another provider's", async () => {
    const one = { apiKey: "sk-first-0123456789-1111" };
    const provider = await fixture.run(admin, createProvider, { adapter: "openai", name: "Two keys", credential: one });
    const other = { providerId: provider.id, name: "Other", apiKey: "sk-other-0123456789-2222" };
    const second = await fixture.run(admin, addCredential, other);
    const deployment = { providerId: provider.id, upstreamModel: "gpt-5" };
    const input = (name: string, credentialId?: string) => ({ name, deployments: [{ ...deployment, credentialId }] });
    await expect(fixture.run(admin, createModel, input("which"))).rejects.toMatchObject({ code: "invalid_request" });
    const created = await fixture.run(admin, createModel, input("this", second.id));
    expect(created.deployments[0]?.credential?.last4).toBe("2222");
    const foreign = { deploymentId: created.deployments[0]?.id ?? "", credentialId: "crd_elsewhere" };
    await expect(fixture.run(admin, updateDeployment, foreign)).rejects.toMatchObject({ code: "invalid_request" });
    const none = { deploymentId: foreign.deploymentId, credentialId: null };
    await expect(fixture.run(admin, updateDeployment, none)).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("audits a price change with the price before and after", async () => {
    const created = await newModel("audited", "gpt-4.1");
    const deploymentId = created.deployments[0]?.id ?? "";
    const tiers = [{ fromInputTokens: 0, usdPerMillionTokens: { output: "9.5" } }];
    await fixture.run(admin, setPrice, { deploymentId, price: { tiers } });
    const [row] = await fixture.database.orm.select().from(auditEvent).orderBy(desc(auditEvent.seq)).limit(1);
    expect(row).toMatchObject({
      action: "prices.set",
      before: { version: 1 },
      after: { version: 2, tiers: [{ fromInputTokens: 0, usdPerMillionTokens: { output: "9.50" } }] },
    });
  });

  it("shows members every model and price, but no credential, and lets them change nothing", async () => {
    const member = await fixture.personWith("member", { [await fixture.newTeam("Readers")]: "member" });
    const models = await fixture.run(member, listModels, undefined);
    const mini = models.find((one) => one.name === "gpt-5-mini");
    expect(mini?.deployments[0]).toMatchObject({ credential: null, price: { version: 1 } });
    const input = { modelId: mini?.id ?? "", title: "Mine" };
    await expect(fixture.run(member, updateModel, input)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("refuses a name that is taken", async () => {
    await newModel("taken", "t-1", serverId);
    await expect(newModel("taken", "t-2", serverId)).rejects.toMatchObject({ code: "name_taken" });
  });
});
