import type { Database } from "@/db/client";
import { loadPolicyRows } from "@/db/queries/policy/load-policy-rows";
import { buildSnapshot } from "@/lib/policy/build-snapshot";
import type { PolicySnapshot } from "@/lib/policy/snapshot";

/** A virtual key of the demo as a call sees it. */
export interface WorldKey {
  id: string;
  name: string;
  publicId: string;
  teamId: string;
  projectId: string;
  allowedModels: string[];
  ownerId: string | null;
  tags: string[];
  mayAttribute: boolean;
  status: "active" | "disabled" | "revoked";
  isExpired: boolean;
  /** Newest first. */
  secrets: { id: string; createdAt: Date }[];
}

/** What calls are made of: the same policy the gateway enforces, and the keys by name. */
export interface DemoWorld {
  snapshot: PolicySnapshot;
  keys: ReadonlyMap<string, WorldKey>;
  /** Ids by name. */
  people: ReadonlyMap<string, string>;
}

/** Reads the organization back as it stands now. Throws on an empty database. */
export async function loadWorld(database: Database): Promise<DemoWorld> {
  const rows = await loadPolicyRows(database);
  if (rows === null) throw new Error("there is no organization to make a demo of");
  const snapshot = buildSnapshot(rows, Date.now());
  const keys = await database.sql<Omit<WorldKey, "secrets">[]>`
    select k.id, k.name, k.public_id as "publicId", p.team_id as "teamId", k.project_id as "projectId",
      k.allowed_models as "allowedModels", k.owner_id as "ownerId", k.tags, k.may_attribute as "mayAttribute", k.status, coalesce(k.expires_at < now(), false) as "isExpired"
    from virtual_key k join project p on p.id = k.project_id
    where k.organization_id = ${snapshot.organizationId}
    order by k.id
    limit 1000`;
  const secrets = await database.sql<{ id: string; keyId: string; createdAt: Date }[]>`
    select id, key_id as "keyId", created_at as "createdAt" from key_secret order by created_at desc, id desc limit 5000`;
  const secretsOf = Map.groupBy(secrets, (secret) => secret.keyId);
  const people = await database.sql<{ id: string; name: string }[]>`
    select id, name from person where organization_id = ${snapshot.organizationId} limit 1000`;
  return {
    snapshot,
    keys: new Map(keys.map((key) => [key.name, { ...key, secrets: secretsOf.get(key.id) ?? [] }])),
    people: new Map(people.map(({ id, name }) => [name, id])),
  };
}
