import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { ProviderAdapter, Target } from "../contract";
import { readServiceAccount } from "./service-account";

/** The region in the name of a regional host. */
const REGION_IN_HOST = /\/\/([a-z]+-[a-z]+\d+)-aiplatform\./;

/** Where the base URL says neither. */
export const placeSettings: NonNullable<ProviderAdapter["settingsSchema"]> = z
  .strictObject({
    project: z.string().regex(/^[a-z][a-z0-9:.-]{4,60}$/, "must be a project id"),
    location: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, "must be like europe-west4 or global"),
  })
  .partial();

/**
 * The part of the address before `/publishers/…`. A base URL that has `/projects/{project}/locations/{location}` is taken as it is. To
 * others it is added for a service account: project from the settings or the key, location from the settings or the host, else
 * `global`. An API key in express mode has neither.
 */
export function placeOf(target: Target): string {
  const { baseUrl, settings, credential } = target;
  if (/\/projects\/[^/]+\/locations\/[^/]+$/.test(baseUrl)) return baseUrl;
  const account = readServiceAccount(credential?.reveal() ?? "");
  const project = textSetting(settings.project) ?? account?.projectId;
  if (project === undefined) return baseUrl;
  const location = textSetting(settings.location) ?? REGION_IN_HOST.exec(baseUrl)?.[1] ?? "global";
  return `${baseUrl}/projects/${encodeURIComponent(project)}/locations/${encodeURIComponent(location)}`;
}

/**
 * The header that lets a call in: the token a service account got, or an API key. Throws AppError for a service account that was not
 * exchanged, because a private key must never be sent.
 */
export function authorization({ credential, accessToken }: Target): Record<string, string> {
  if (accessToken !== undefined) return { authorization: `Bearer ${accessToken.reveal()}` };
  const key = credential?.reveal() ?? "";
  if (key.trimStart().startsWith("{")) {
    throw new AppError("upstream_auth_error", "The stored service account gave no token. Tell your administrator.", {
      internal: "a service account reached buildRequest without an access token",
    });
  }
  return { "x-goog-api-key": key };
}

function textSetting(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
