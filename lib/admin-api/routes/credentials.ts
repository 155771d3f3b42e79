import { addCredential } from "@/lib/admin/providers/add-credential";
import { deleteCredential } from "@/lib/admin/providers/delete-credential";
import { replaceCredential } from "@/lib/admin/providers/replace-credential";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/providers";

const tag = "providers";

export const credentialsRoutes = [
  defineRoute({
    method: "post",
    path: "/providers/{providerId}/credentials",
    tag,
    summary: "Add a credential; its value is sealed and never readable again",
    verb: addCredential,
    params: schemas.providerParams,
    body: schemas.addCredentialInput,
    input: ({ params: { providerId }, body: { name, apiKey } }) => ({ providerId, name, apiKey }),
    status: 201,
    answer: schemas.credentialSummary,
  }),
  defineRoute({
    method: "put",
    path: "/providers/{providerId}/credentials/{credentialId}",
    tag,
    summary: "Replace a credential's value",
    verb: replaceCredential,
    params: schemas.credentialParams,
    body: schemas.replaceCredentialInput,
    input: ({ params: { providerId, credentialId }, body: { name, apiKey } }) => ({
      providerId,
      credentialId,
      name,
      apiKey,
    }),
    answer: schemas.credentialSummary,
  }),
  defineRoute({
    method: "delete",
    path: "/providers/{providerId}/credentials/{credentialId}",
    tag,
    summary: "Delete a credential that no deployment calls with",
    verb: deleteCredential,
    params: schemas.credentialParams,
    input: ({ params: { providerId, credentialId } }) => ({ providerId, credentialId }),
    answer: null,
  }),
];
