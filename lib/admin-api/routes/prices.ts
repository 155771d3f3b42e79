import { listPrices } from "@/lib/admin/models/list-prices";
import { setPrice } from "@/lib/admin/models/set-price";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/models";

const tag = "prices";
const params = schemas.deploymentParams;

export const pricesRoutes = [
  defineRoute({
    method: "get",
    path: "/deployments/{deploymentId}/prices",
    tag,
    summary: "List the price versions of what a deployment calls, newest first",
    verb: listPrices,
    params,
    input: ({ params: { deploymentId } }) => ({ deploymentId }),
    answer: schemas.priceList,
    render: (items) => ({ items }),
  }),
  defineRoute({
    method: "post",
    path: "/deployments/{deploymentId}/prices",
    tag,
    summary: "Set a new price that holds from now on",
    description:
      "It holds for every deployment of the same upstream model at the same provider. Records keep their version.",
    verb: setPrice,
    params,
    body: schemas.setPriceInput,
    input: ({ params: { deploymentId }, body }) => ({ deploymentId, price: body }),
    status: 201,
    answer: schemas.price,
  }),
];
