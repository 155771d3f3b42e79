import { updateOrganization } from "@/lib/admin/organization/update-organization";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/organization";

export const organizationRoutes = [
  defineRoute({
    method: "patch",
    path: "/organization",
    tag: "organization",
    summary: "Change the organization's name or time zone",
    verb: updateOrganization,
    body: schemas.updateOrganizationInput,
    input: ({ body }) => ({ name: body.name, timeZone: body.timeZone }),
    answer: schemas.organization,
    render: ({ id, name, timeZone }) => ({ id, name, timeZone }),
  }),
];
