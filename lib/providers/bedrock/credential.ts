import { z } from "zod";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { SigningKey } from "@/lib/sign-v4";

/** `AKIA…:secret` or `ASIA…:secret:session token`. */
const PAIR = /^((?:AKIA|ASIA|AKID)[A-Z0-9]{6,}):([^:\s]{10,})(?::(\S+))?$/;

/**
 * The access key in a credential; null for anything else, which is a Bedrock API key. Taken as `ACCESS_KEY_ID:SECRET`, with a session
 * token behind a third colon, or as the JSON that `aws configure export-credentials` prints.
 */
export function readSigningKey(credential: string): SigningKey | null {
  const [, accessKeyId, secretAccessKey, sessionToken] = PAIR.exec(credential.trim()) ?? [];
  if (accessKeyId === undefined || secretAccessKey === undefined) return readJsonKey(credential);
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

function readJsonKey(text: string): SigningKey | null {
  const value = objectOf(parseJson(text));
  const accessKeyId = textOf(value?.AccessKeyId) ?? textOf(value?.accessKeyId);
  const secretAccessKey = textOf(value?.SecretAccessKey) ?? textOf(value?.secretAccessKey);
  const sessionToken = textOf(value?.SessionToken) ?? textOf(value?.sessionToken);
  if (accessKeyId === undefined || secretAccessKey === undefined) return null;
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** What may be pasted as a credential. */
export const bedrockCredential = z.object({
  apiKey: z
    .string()
    .trim()
    .min(1, "Give a Bedrock API key, or ACCESS_KEY_ID:SECRET_ACCESS_KEY.")
    .max(4096)
    .refine((text) => !text.startsWith("{") || readSigningKey(text) !== null, "This JSON holds no access key.")
    .refine((text) => !/^A[KS]IA/.test(text) || readSigningKey(text) !== null, "Give ACCESS_KEY_ID:SECRET_ACCESS_KEY."),
});
