import type { CredentialSummary, ProviderDetail, ProviderSummary } from "@/lib/admin-api/schemas/providers";
import type { ConfigProvider } from "../document";
import { inOrder } from "../in-order";
import type { ApplyContext, Item, Section } from "../section";

type Credentials = NonNullable<ConfigProvider["credentials"]>;

export const providersSection: Section = {
  name: "providers",
  comment:
    "Keys of providers are sealed and never exported. To let apply add a credential, name the environment variable that holds its key: `apiKeyFrom: OPENAI_API_KEY`.",
  async read(call, ids) {
    const { items } = await call<{ items: ProviderSummary[] }>("GET", "/providers");
    for (const provider of items) learn(provider, ids);
    return inOrder(items, ({ name }) => name).map(({ name, adapter, baseUrl, settings, status, credentials }) => ({
      name,
      adapter,
      baseUrl,
      settings,
      status,
      credentials: inOrder(credentials, (credential) => credential.name).map((credential) => ({
        name: credential.name,
      })),
    }));
  },
  keyOf: ({ name }) => String(name),
  uncompared: ["name", "adapter"],
  normal(field, value, live, mayDelete) {
    if (field !== "credentials") return value;
    const named = (value as Credentials).map(({ name }) => name);
    const kept = mayDelete ? [] : ((live ?? []) as Credentials).map(({ name }) => name);
    return inOrder([...new Set([...named, ...kept])], String).map((name) => ({ name }));
  },
  async create(item, context) {
    const { name, adapter, baseUrl, settings, status } = item as ConfigProvider;
    const made = await context.call<ProviderDetail>("POST", "/providers", { name, adapter, baseUrl, settings });
    learn(made, context.ids);
    if (status === "disabled") await context.call("PATCH", `/providers/${made.id}`, { status });
    await setCredentials(item, { credentials: [] }, context);
  },
  async update(item, live, context) {
    const { baseUrl, settings, status } = item as ConfigProvider;
    const id = context.ids.idOf("provider", String(item.name));
    const moves = baseUrl !== undefined && baseUrl !== live.baseUrl;
    const credentials = moves ? keysAgain(item, live, context) : undefined;
    await context.call("PATCH", `/providers/${id}`, { baseUrl, settings, status, credentials });
    await setCredentials(item, live, context);
  },
  note(item, live, environment) {
    const known = new Set(((live?.credentials ?? []) as Credentials).map(({ name }) => name));
    const missing = ((item.credentials ?? []) as Credentials).filter(
      ({ name, apiKeyFrom }) => !known.has(name) && (apiKeyFrom === undefined || !environment[apiKeyFrom]),
    );
    if (missing.length === 0) return null;
    const named = missing.map(({ name, apiKeyFrom }) => (apiKeyFrom ? `${name} (${apiKeyFrom} is not set)` : name));
    return `its credential ${named.join(", ")} has no key here: set apiKeyFrom and that variable, or add it in the portal`;
  },
};

/** Another origin needs every key again, since each is sealed to its origin; those that have no variable are refused by the API. */
function keysAgain(item: Item, live: Item, { ids, environment }: ApplyContext) {
  return ((item.credentials ?? []) as Credentials).flatMap(({ name, apiKeyFrom }) => {
    const isThere = ((live.credentials ?? []) as Credentials).some((credential) => credential.name === name);
    const apiKey = apiKeyFrom === undefined ? undefined : environment[apiKeyFrom];
    return isThere && apiKey ? [{ id: ids.idOf("credential", `${item.name} ${name}`), apiKey }] : [];
  });
}

async function setCredentials(item: Item, live: Item, { call, ids, environment, mayDelete }: ApplyContext) {
  const path = `/providers/${ids.idOf("provider", String(item.name))}/credentials`;
  const wanted = (item.credentials ?? []) as Credentials;
  const known = (live.credentials as Credentials).map(({ name }) => name);
  for (const { name, apiKeyFrom } of wanted.filter((credential) => !known.includes(credential.name))) {
    const apiKey = apiKeyFrom === undefined ? undefined : environment[apiKeyFrom];
    if (!apiKey) continue;
    const made = await call<CredentialSummary>("POST", path, { name, apiKey });
    ids.learn("credential", `${item.name} ${name}`, made.id);
  }
  if (!mayDelete || item.credentials === undefined) return;
  for (const name of known.filter((one) => !wanted.some((credential) => credential.name === one))) {
    await call("DELETE", `${path}/${ids.idOf("credential", `${item.name} ${name}`)}`);
  }
}

function learn(provider: ProviderSummary, ids: ApplyContext["ids"]): void {
  ids.learn("provider", provider.name, provider.id);
  for (const { name, id } of provider.credentials) ids.learn("credential", `${provider.name} ${name}`, id);
}
