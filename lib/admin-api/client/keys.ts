import type {
  CreateKeyInput,
  Key,
  KeyDetail,
  KeyWithSecret,
  ListKeysQuery,
  RotateKeyInput,
  UpdateKeyInput,
} from "../schemas/keys";
import type { PageView } from "../schemas/page";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/keys";

const path = (keyId: string) => `/keys/${encodeURIComponent(keyId)}`;

/** Virtual keys the caller may see, newest first. */
export function listKeys(query: ListKeysQuery = {}, signal?: AbortSignal): Promise<PageView<Key>> {
  return adminFetch("/keys", { query, signal });
}

export function getKey(keyId: string, signal?: AbortSignal): Promise<KeyDetail> {
  return adminFetch(path(keyId), { signal });
}

/** The answer holds the secret, once. With an idempotency key a repeat answers `secret: null, alreadyShown: true`. */
export function createKey(input: CreateKeyInput, idempotencyKey?: string): Promise<KeyWithSecret> {
  return adminFetch("/keys", { method: "POST", body: input, idempotencyKey });
}

export function updateKey(keyId: string, input: UpdateKeyInput): Promise<KeyDetail> {
  return adminFetch(path(keyId), { method: "PATCH", body: input });
}

/** A new secret; those that work now stop after the overlap. Shown once, like `createKey`. */
export function rotateKey(keyId: string, input: RotateKeyInput = {}, idempotencyKey?: string): Promise<KeyWithSecret> {
  return adminFetch(`${path(keyId)}/rotate`, { method: "POST", body: input, idempotencyKey });
}

/** Ends one secret at once; the key and its other secrets live on. */
export function revokeKeySecret(keyId: string, secretId: string): Promise<KeyDetail> {
  return adminFetch(`${path(keyId)}/secrets/${encodeURIComponent(secretId)}/revoke`, { method: "POST" });
}

/** Takes models that were given for a time back before it is over. */
export function revokeKeyModelGrant(keyId: string, grantId: string): Promise<KeyDetail> {
  return adminFetch(`${path(keyId)}/model-grants/${encodeURIComponent(grantId)}/revoke`, { method: "POST" });
}

/** A pause: every secret answers 403 until `enableKey`. */
export function disableKey(keyId: string): Promise<KeyDetail> {
  return adminFetch(`${path(keyId)}/disable`, { method: "POST" });
}

export function enableKey(keyId: string): Promise<KeyDetail> {
  return adminFetch(`${path(keyId)}/enable`, { method: "POST" });
}

/** Final. */
export function revokeKey(keyId: string): Promise<KeyDetail> {
  return adminFetch(`${path(keyId)}/revoke`, { method: "POST" });
}
