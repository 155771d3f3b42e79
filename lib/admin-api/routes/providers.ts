import { createProvider } from "@/lib/admin/providers/create-provider";
import { getProvider } from "@/lib/admin/providers/get-provider";
import { listAdapters } from "@/lib/admin/providers/list-adapters";
import { listCatalog } from "@/lib/admin/providers/list-catalog";
import { listProviders } from "@/lib/admin/providers/list-providers";
import { testProvider } from "@/lib/admin/providers/test-provider";
import { updateProvider } from "@/lib/admin/providers/update-provider";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/providers";

const tag = "providers";
const params = schemas.providerParams;

export const providersRoutes = [
  defineRoute({
    method: "get",
    path: "/provider-adapters",
    tag,
    summary: "List the kinds of provider that can be added",
    verb: listAdapters,
    input: () => undefined,
    answer: schemas.adapterList,
    render: (items) => ({ items }),
  }),
  defineRoute({
    method: "get",
    path: "/provider-catalog",
    tag,
    summary: "List services that are added by picking them and pasting a key",
    description:
      "An item's `id` goes into `adapter` of a new provider; one with address fields needs its `baseUrl` too.",
    verb: listCatalog,
    input: () => undefined,
    answer: schemas.catalogList,
    render: (items) => ({ items }),
  }),
  defineRoute({
    method: "get",
    path: "/providers",
    tag,
    summary: "List providers with their credentials, never their values",
    verb: listProviders,
    input: () => undefined,
    answer: schemas.providerList,
    render: (items) => ({ items }),
  }),
  defineRoute({
    method: "post",
    path: "/providers",
    tag,
    summary: "Add a provider, with its first credential if given",
    verb: createProvider,
    body: schemas.createProviderInput,
    input: ({ body }) => {
      const { adapter, name, baseUrl, settings, credential } = body;
      return { adapter, name, baseUrl, settings, credential };
    },
    status: 201,
    answer: schemas.providerDetail,
  }),
  defineRoute({
    method: "get",
    path: "/providers/{providerId}",
    tag,
    summary: "Show a provider with its credentials and deployments",
    verb: getProvider,
    params,
    input: ({ params: { providerId } }) => ({ providerId }),
    answer: schemas.providerDetail,
  }),
  defineRoute({
    method: "patch",
    path: "/providers/{providerId}",
    tag,
    summary: "Change, disable or enable a provider",
    description: "A `baseUrl` with another origin is refused unless every credential is given again in `credentials`.",
    verb: updateProvider,
    params,
    body: schemas.updateProviderInput,
    input: ({ params: { providerId }, body }) => {
      const { name, baseUrl, settings, status, credentials } = body;
      return { providerId, name, baseUrl, settings, status, credentials };
    },
    answer: schemas.providerDetail,
  }),
  defineRoute({
    method: "post",
    path: "/providers/{providerId}/test",
    tag,
    summary: "Test the connection with a call that costs nothing",
    description: "A failing test is an answer with `ok: false` and a reason in plain words, not an error.",
    verb: testProvider,
    params,
    body: schemas.testProviderInput,
    input: ({ params: { providerId }, body }) => ({ providerId, credentialId: body.credentialId }),
    answer: schemas.connectionTest,
  }),
];
