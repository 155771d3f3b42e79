import { addDeployment } from "@/lib/admin/models/add-deployment";
import { createModel } from "@/lib/admin/models/create-model";
import { getModel } from "@/lib/admin/models/get-model";
import { listCatalog } from "@/lib/admin/models/list-catalog";
import { listModels } from "@/lib/admin/models/list-models";
import { orderDeployments } from "@/lib/admin/models/order-deployments";
import { removeDeployment } from "@/lib/admin/models/remove-deployment";
import { updateDeployment } from "@/lib/admin/models/update-deployment";
import { updateModel } from "@/lib/admin/models/update-model";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/models";
import { providerParams } from "../schemas/providers";

const tag = "models";
const params = schemas.modelParams;

const modelRoutes = [
  defineRoute({
    method: "get",
    path: "/models",
    tag,
    summary: "List models with their deployments and prices",
    verb: listModels,
    input: () => undefined,
    answer: schemas.modelList,
    render: (items) => ({ items }),
  }),
  defineRoute({
    method: "post",
    path: "/models",
    tag,
    summary: "Add a model; what is left out comes from the catalogue",
    verb: createModel,
    body: schemas.createModelInput,
    input: ({ body }) => {
      const { name, title, kind, contextWindow, maxOutputTokens, defaultMaxTokens, capabilities, deployments } = body;
      return { name, title, kind, contextWindow, maxOutputTokens, defaultMaxTokens, capabilities, deployments };
    },
    status: 201,
    answer: schemas.model,
  }),
  defineRoute({
    method: "get",
    path: "/models/{modelId}",
    tag,
    summary: "Show a model",
    verb: getModel,
    params,
    input: ({ params: { modelId } }) => ({ modelId }),
    answer: schemas.model,
  }),
  defineRoute({
    method: "patch",
    path: "/models/{modelId}",
    tag,
    summary: "Change, disable or enable a model",
    verb: updateModel,
    params,
    body: schemas.updateModelInput,
    input: ({ params: { modelId }, body }) => {
      const { title, kind, contextWindow, maxOutputTokens, defaultMaxTokens, capabilities, status } = body;
      return { modelId, title, kind, contextWindow, maxOutputTokens, defaultMaxTokens, capabilities, status };
    },
    answer: schemas.model,
  }),
  defineRoute({
    method: "get",
    path: "/providers/{providerId}/catalog",
    tag,
    summary: "List a provider's usual models with their prices",
    verb: listCatalog,
    params: providerParams,
    input: ({ params: { providerId } }) => ({ providerId }),
    answer: schemas.catalogList,
    render: (items) => ({ items }),
  }),
];

const deploymentRoutes = [
  defineRoute({
    method: "post",
    path: "/models/{modelId}/deployments",
    tag,
    summary: "Add a deployment, tried last",
    verb: addDeployment,
    params,
    body: schemas.addDeploymentInput,
    input: ({ params: { modelId }, body }) => {
      const { providerId, credentialId, upstreamModel, price } = body;
      return { modelId, providerId, credentialId, upstreamModel, price };
    },
    status: 201,
    answer: schemas.deploymentSummary,
  }),
  defineRoute({
    method: "put",
    path: "/models/{modelId}/deployments/order",
    tag,
    summary: "Say in which order deployments are tried",
    verb: orderDeployments,
    params,
    body: schemas.orderDeploymentsInput,
    input: ({ params: { modelId }, body: { deploymentIds } }) => ({ modelId, deploymentIds }),
    answer: schemas.model,
  }),
  defineRoute({
    method: "patch",
    path: "/deployments/{deploymentId}",
    tag,
    summary: "Disable or enable a deployment, or change its credential",
    verb: updateDeployment,
    params: schemas.deploymentParams,
    body: schemas.updateDeploymentInput,
    input: ({ params: { deploymentId }, body: { status, credentialId } }) => ({ deploymentId, status, credentialId }),
    answer: schemas.deploymentSummary,
  }),
  defineRoute({
    method: "delete",
    path: "/deployments/{deploymentId}",
    tag,
    summary: "Remove a deployment from its model",
    verb: removeDeployment,
    params: schemas.deploymentParams,
    input: ({ params: { deploymentId } }) => ({ deploymentId }),
    answer: null,
  }),
];

export const modelsRoutes = [...modelRoutes, ...deploymentRoutes];
