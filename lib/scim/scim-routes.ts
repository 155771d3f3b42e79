import type { AdminContext } from "@/lib/admin/context";
import type { ReadInput, Verb } from "@/lib/admin/define-verb";
import { auditOutOfReach } from "./audit-out-of-reach";
import { resourceTypes } from "./discovery/resource-types";
import { schemaDefinitions } from "./discovery/schema-definitions";
import { serviceProviderConfig } from "./discovery/service-provider-config";
import { changeGroup, createGroup, deleteGroup } from "./groups/change-group";
import { groupResource } from "./groups/group-resource";
import { readGroup } from "./groups/read-group";
import { getGroup, listGroups } from "./groups/read-groups";
import { listResponse, readListRequest } from "./list-response";
import { readPatch } from "./read-patch";
import type { Json } from "./schemas";
import { OutOfReach, ScimError } from "./scim-error";
import { changeUser } from "./users/change-user";
import { createUser } from "./users/create-user";
import { deleteUser } from "./users/delete-user";
import { readUser } from "./users/read-user";
import { getUser, listUsers, type UserWithGroups } from "./users/read-users";
import { userResource } from "./users/user-resource";

/** One request after authentication, its parts still unread. */
export interface ScimCall {
  context: AdminContext;
  /** Origin and path without a slash at the end. */
  baseUrl: string;
  query: URLSearchParams;
  /** The resource's id; empty for a collection. */
  id: string;
  /** Reads the body as an object; throws ScimError. */
  body(): Promise<Json>;
}

export interface ScimAnswer {
  status: 200 | 201 | 204;
  body: Json | null;
}

type Handle = (call: ScimCall) => Promise<ScimAnswer> | ScimAnswer;

const ok = (body: Json): ScimAnswer => ({ status: 200, body });
const created = (body: Json): ScimAnswer => ({ status: 201, body });
const GONE: ScimAnswer = { status: 204, body: null };

async function run<Input, Result>(verb: Verb<Input, Result>, call: ScimCall, input: ReadInput<Input>): Promise<Result> {
  try {
    return await verb.run(call.context, input);
  } catch (error) {
    // The verb's transaction is undone, so the refusal has one of its own.
    if (error instanceof OutOfReach) await auditOutOfReach(call.context, verb.name, error);
    throw error;
  }
}

const shownUser = ({ row, groups }: UserWithGroups, { baseUrl }: ScimCall) => userResource(row, groups, baseUrl);
const userNow = async (call: ScimCall, id: string) => shownUser(await run(getUser, call, () => ({ id })), call);
const excluded = ({ query }: ScimCall) => (query.get("excludedAttributes") ?? "").split(",").map((one) => one.trim());

const USERS: Handle = async (call) => {
  const asked = readListRequest(call.query);
  const { items, total } = await run(listUsers, call, () => asked);
  return ok(
    listResponse(
      items.map((item) => shownUser(item, call)),
      total,
      asked,
    ),
  );
};

const GROUPS: Handle = async (call) => {
  const asked = readListRequest(call.query);
  const { items, total } = await run(listGroups, call, () => asked);
  return ok(
    listResponse(
      items.map((item) => groupResource(item, call.baseUrl, excluded(call))),
      total,
      asked,
    ),
  );
};

const whole = <Attributes>(attributes: Attributes) => ({ kind: "whole", attributes }) as const;
const patch = (body: Json) => ({ kind: "patch", operations: readPatch(body) }) as const;

async function putUser(call: ScimCall, to: Parameters<typeof changeUser.run>[1]) {
  await run(changeUser, call, to);
  return ok(await userNow(call, call.id));
}

async function putGroup(call: ScimCall, to: Parameters<typeof changeGroup.run>[1]) {
  return ok(groupResource(await run(changeGroup, call, to), call.baseUrl, excluded(call)));
}

/** Every route: method and path, `{id}` standing for one resource's id. */
export const SCIM_ROUTES: Readonly<Record<string, Handle>> = {
  "GET /Users": USERS,
  "POST /Users": async (call) => {
    const { person } = await run(createUser, call, async () => readUser(await call.body()));
    return created(await userNow(call, person.id));
  },
  "GET /Users/{id}": async (call) => ok(await userNow(call, call.id)),
  "PUT /Users/{id}": (call) => putUser(call, async () => ({ id: call.id, to: whole(readUser(await call.body())) })),
  "PATCH /Users/{id}": (call) => putUser(call, async () => ({ id: call.id, to: patch(await call.body()) })),
  "DELETE /Users/{id}": async (call) => {
    await run(deleteUser, call, () => ({ id: call.id }));
    return GONE;
  },
  "GET /Groups": GROUPS,
  "POST /Groups": async (call) => {
    const made = await run(createGroup, call, async () => readGroup(await call.body()));
    return created(groupResource(made, call.baseUrl, excluded(call)));
  },
  "GET /Groups/{id}": async (call) =>
    ok(groupResource(await run(getGroup, call, () => ({ id: call.id })), call.baseUrl, excluded(call))),
  "PUT /Groups/{id}": (call) => putGroup(call, async () => ({ id: call.id, to: whole(readGroup(await call.body())) })),
  "PATCH /Groups/{id}": (call) => putGroup(call, async () => ({ id: call.id, to: patch(await call.body()) })),
  "DELETE /Groups/{id}": async (call) => {
    await run(deleteGroup, call, () => ({ id: call.id }));
    return GONE;
  },
  "GET /ServiceProviderConfig": ({ baseUrl }) => ok(serviceProviderConfig(baseUrl)),
  "GET /ResourceTypes": ({ baseUrl }) => ok(everyOne(resourceTypes(baseUrl))),
  "GET /ResourceTypes/{id}": ({ baseUrl, id }) => ok(oneOf(resourceTypes(baseUrl), id)),
  "GET /Schemas": ({ baseUrl }) => ok(everyOne(schemaDefinitions(baseUrl))),
  "GET /Schemas/{id}": ({ baseUrl, id }) => ok(oneOf(schemaDefinitions(baseUrl), id)),
};

function everyOne(resources: readonly Json[]): Json {
  return listResponse(resources, resources.length, { offset: 0 });
}

function oneOf(resources: readonly (Json & { id: string })[], id: string): Json {
  const found = resources.find((resource) => resource.id === id);
  if (found === undefined) throw new ScimError(404, `There is no ${id.slice(0, 100)}.`);
  return found;
}
