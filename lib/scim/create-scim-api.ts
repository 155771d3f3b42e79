import { findProvisioner, touchScimToken } from "@/db/queries/provisioning/scim-tokens";
import type { AdminDeps } from "@/lib/admin/context";
import { toAdminError } from "@/lib/admin-api/problem";
import { parseJsonBody, readBodyText } from "@/lib/admin-api/read-json-body";
import type { ProvisionerActor } from "@/lib/auth/actor";
import { clientAddressOf } from "@/lib/auth/client-address";
import { isScimToken } from "@/lib/crypto/bearer-token";
import { digestToken } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import type { AdminError } from "@/lib/errors/admin-error";
import { isJson, type Json, URN } from "./schemas";
import { ScimError } from "./scim-error";
import { SCIM_ROUTES, type ScimAnswer } from "./scim-routes";

const BASE_PATH = "/api/scim/v2";
const CONTENT_TYPE = "application/scim+json";
/** How often "last used" is written. */
const TOUCH_MS = 60_000;
const BODY_TYPES = new Set(["application/scim+json", "application/json"]);

export interface ScimApi {
  fetch(request: Request): Promise<Response>;
}

export interface ScimApiDeps extends AdminDeps {
  /** Told of every failure that is ours; the answer never shows it. */
  onInternalError(error: AdminError, requestId: string): void;
}

/** SCIM 2.0 under `/api/scim/v2`: a plain `(Request) => Promise<Response>`, opened by a SCIM token and by nothing else. */
export function createScimApi(deps: ScimApiDeps): ScimApi {
  return {
    async fetch(request) {
      const requestId = newId("req");
      try {
        return respond(await handle(request, requestId, deps), requestId);
      } catch (thrown) {
        return refuse(thrown, requestId, deps);
      }
    },
  };
}

async function handle(request: Request, requestId: string, deps: ScimApiDeps): Promise<ScimAnswer> {
  const actor = await authenticate(request, deps);
  const url = new URL(request.url);
  const [, resource = "", id = "", more] = url.pathname.slice(BASE_PATH.length).replace(/\/$/, "").split("/");
  const path = `/${resource}${id === "" ? "" : "/{id}"}`;
  const route = more === undefined ? SCIM_ROUTES[`${request.method} ${path}`] : undefined;
  if (route === undefined) throw noRoute(request.method, path);
  return route({
    context: { ...deps, actor, requestId, clientAddress: clientAddressOf(request) },
    baseUrl: deps.publicUrl + BASE_PATH,
    query: url.searchParams,
    id: decodeId(id),
    body: () => readBody(request),
  });
}

async function authenticate(request: Request, deps: ScimApiDeps): Promise<ProvisionerActor> {
  const token = /^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const { database, keyring } = deps;
  const found = isScimToken(token) ? await findProvisioner(database.orm, digestToken(token, keyring.pepper)) : null;
  if (found === null) {
    throw new ScimError(
      401,
      "Send a SCIM token (ghs_…) as bearer. An owner or admin makes one under Settings, Sign-in.",
    );
  }
  const { tokenId, organizationId, lastUsedAt } = found;
  if (lastUsedAt === null || deps.now().getTime() - lastUsedAt.getTime() > TOUCH_MS) {
    await touchScimToken(database.orm, tokenId);
  }
  return { kind: "provisioner", organizationId, tokenId };
}

async function readBody(request: Request): Promise<Json> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!BODY_TYPES.has(type)) throw new ScimError(415, `Send content-type: ${CONTENT_TYPE}.`);
  const body = parseJsonBody(await readBodyText(request));
  if (isJson(body)) return body;
  throw new ScimError(400, "The body must be an object.", "invalidSyntax");
}

function decodeId(id: string): string {
  if (/%(?![0-9a-f]{2})|%[01]/i.test(id)) throw new ScimError(404, "There is no such resource.");
  try {
    return decodeURIComponent(id);
  } catch {
    throw new ScimError(404, "There is no such resource.");
  }
}

function noRoute(method: string, path: string): ScimError {
  const methods = Object.keys(SCIM_ROUTES).filter((route) => route.endsWith(` ${path}`));
  if (methods.length === 0) return new ScimError(404, `There is no ${path.slice(0, 60)} here.`);
  return new ScimError(405, `${method} does not work here. Use ${methods.map((one) => one.split(" ")[0]).join(", ")}.`);
}

/** Every refusal in SCIM's shape; what verbs refuse keeps its status and sentence. */
function refuse(thrown: unknown, requestId: string, deps: ScimApiDeps): Response {
  if (thrown instanceof ScimError) return errorResponse(thrown, requestId);
  const error = toAdminError(thrown);
  if (error.status >= 500) deps.onInternalError(error, requestId);
  const scimType = error.code === "invalid_json" ? "invalidSyntax" : null;
  return errorResponse(new ScimError(error.status, error.message, scimType), requestId);
}

function errorResponse({ status, message, scimType }: ScimError, requestId: string): Response {
  const body = {
    schemas: [URN.error],
    status: String(status),
    ...(scimType === null ? {} : { scimType }),
    detail: message,
  };
  const response = respond({ status, body }, requestId);
  if (status === 401) response.headers.set("www-authenticate", 'Bearer realm="gatehouse-scim"');
  return response;
}

function respond({ status, body }: { status: number; body: Json | null }, requestId: string): Response {
  const headers = new Headers({
    "x-request-id": requestId,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });
  if (body === null) return new Response(null, { status, headers });
  headers.set("content-type", CONTENT_TYPE);
  const location = isJson(body.meta) && status === 201 ? body.meta.location : null;
  if (typeof location === "string") headers.set("location", location);
  return new Response(JSON.stringify(body), { status, headers });
}
