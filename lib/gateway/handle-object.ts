import { AppError } from "@/lib/errors/app-error";
import type { ObjectOwner } from "@/lib/objects/contract";
import type { DeploymentPolicy, PolicySnapshot } from "@/lib/policy/snapshot";
import type { FurtherDialect, ObjectCall, UpstreamDialect } from "@/lib/providers/contract";
import type { GatewayDeps } from "./deps";
import type { Exchange } from "./exchange";
import type { GatewayReply, GatewayRequest } from "./http";
import { authenticate } from "./steps/authenticate";
import { findOwned } from "./steps/pin-to-objects";
import { readAnswerBody, readFailureBody } from "./steps/read-answer-body";
import { requirePolicy } from "./steps/require-policy";
import { fromEgressError, fromProviderFailure } from "./steps/upstream-failure";

/** Which calls about an object exist in a dialect, and under which path. */
export interface ObjectPaths {
  dialect: UpstreamDialect;
  /** Below /api/v1, with the slash at the end: `/responses/`. */
  prefix: string;
  /** What may follow the id, by method; "" is nothing. */
  actions: Readonly<Record<ObjectCall["method"], readonly string[]>>;
}

/**
 * A call about what an upstream keeps, relayed to where it is if this project made it. Calls no model, costs nothing. Throws
 * AppError `object_not_found` for everybody else, as if it did not exist.
 */
export async function handleObject(
  request: GatewayRequest,
  paths: ObjectPaths,
  exchange: Exchange,
  deps: GatewayDeps,
): Promise<GatewayReply> {
  const caller = await authenticate(request, exchange, deps);
  const snapshot = requirePolicy(deps);
  const method = methodOf(request.method);
  const [id = "", ...rest] = request.path.slice(paths.prefix.length).split("/");
  if (!paths.actions[method].includes(rest.join("/")) || !/^[\w-]{1,256}$/.test(id)) {
    throw new AppError("unknown_route", `There is no ${method} of this path here.`);
  }
  const [owner] = await findOwned([id], caller, deps);
  const place = owner === undefined ? undefined : placeOf(owner, paths.dialect, { snapshot, deps });
  if (place === undefined) throw gone();
  const call = { method, path: request.path.slice(paths.prefix.length - 1), query: keptQuery(request.query) };
  const answer = await send(call, place, { exchange, snapshot, deps });
  if (method === "DELETE") await deps.objects?.forget(id);
  return answer;
}

interface Place {
  deployment: DeploymentPolicy;
  capabilities: NonNullable<ReturnType<PolicySnapshot["models"]["get"]>>["capabilities"];
  build: NonNullable<FurtherDialect["buildObjectCall"]>;
}

interface Context {
  exchange: Exchange;
  snapshot: PolicySnapshot;
  deps: GatewayDeps;
}

function methodOf(method: string): ObjectCall["method"] {
  if (method === "POST" || method === "DELETE") return method;
  return "GET";
}

/** What the vendor's own calls may ask; anything else, such as a key, stays here. */
const QUERY = ["stream", "starting_after", "include", "include[]", "include_obfuscation", "limit", "order", "after"];

function keptQuery(query: string): string {
  const kept = [...new URLSearchParams(query)].filter(([name]) => QUERY.includes(name));
  return new URLSearchParams(kept).toString();
}

/** The deployment that made it, or another of the same provider; undefined when there is none any more. */
function placeOf(
  owner: ObjectOwner,
  dialect: UpstreamDialect,
  { snapshot, deps }: Pick<Context, "snapshot" | "deps">,
): Place | undefined {
  const all = [...snapshot.models.values()].flatMap((model) =>
    model.deployments.map((deployment) => ({ deployment, capabilities: model.capabilities })),
  );
  const found =
    all.find(({ deployment }) => deployment.id === owner.deploymentId) ??
    all.find(({ deployment }) => deployment.providerId === owner.providerId);
  if (found === undefined) return undefined;
  const build = deps.findAdapter(found.deployment.adapterId)?.further?.[dialect]?.buildObjectCall;
  return build === undefined ? undefined : { ...found, build };
}

function lost(): AppError {
  return new AppError("object_not_found", "The provider does not keep this any more. Send the whole `input` instead.");
}

function gone(): AppError {
  return new AppError(
    "object_not_found",
    "The provider that keeps this is not connected any more. Ask an administrator, or send the whole `input`.",
  );
}

async function send(call: ObjectCall, place: Place, { exchange, snapshot, deps }: Context): Promise<GatewayReply> {
  const { deployment, capabilities, build } = place;
  const { baseUrl, upstreamModel, settings, credentialId } = deployment;
  const credential = credentialId === null ? null : await deps.openCredential(credentialId, snapshot);
  const target = { baseUrl, upstreamModel, settings, credential, capabilities, maxOutputTokens: null };
  try {
    const response = await deps.egress.send({
      poolKey: credentialId ?? deployment.providerId,
      method: call.method,
      ...build(call, target),
      signal: exchange.signal,
      headersTimeoutMs: deps.limits.wholeHeadersMs,
      idleTimeoutMs: deps.limits.idleMs,
      settings,
    });
    const { status, headers } = response;
    if (status !== 200) {
      const body = await readFailureBody(response);
      const adapter = deps.findAdapter(deployment.adapterId);
      if (adapter === undefined) throw gone();
      if (status === 404) throw lost();
      throw fromProviderFailure(adapter.readFailure({ status, headers, body }), status);
    }
    const body = await readAnswerBody(response, deps.limits.answerBytes);
    return { status: 200, headers: { "content-type": headers["content-type"] ?? "application/json" }, body };
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw fromEgressError(thrown).error;
  }
}
