import { z } from "zod";
import { readServiceAccount } from "./service-account";

/** A service account's key file, pasted whole, or an API key. */
export const vertexCredential = z.object({
  apiKey: z
    .string()
    .trim()
    .min(1, "Paste the service account's JSON key, or an API key.")
    .max(4096)
    .refine((text) => !text.startsWith("{") || readServiceAccount(text) !== null, {
      message: "This JSON is no service account's key: it has no client_email and private_key.",
    }),
});

export const VERTEX_CREDENTIAL_HINT =
  "The JSON key of a service account with the role Vertex AI User, pasted whole, or an API key. The key itself is never sent, only short-lived tokens made with it.";
