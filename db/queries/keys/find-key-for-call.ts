import type { Database } from "@/db/client";

/** A virtual key with all its secrets and the names a call needs, and the database's clock. */
export interface KeyForCall {
  organizationId: string;
  teamId: string;
  teamName: string;
  projectId: string;
  projectName: string;
  keyId: string;
  keyName: string;
  publicId: string;
  status: "active" | "disabled" | "revoked";
  /** The project or the team was put away. */
  archived: boolean;
  allowedModels: string[];
  /** Further models until a time, epoch ms of the database's clock. */
  modelGrants: { models: string[]; endsAt: number }[];
  expiresAt: Date | null;
  ownerId: string | null;
  /** Its owner is deactivated. */
  ownerLeft: boolean;
  tags: string[];
  mayAttribute: boolean;
  /** When and why the runaway guard paused it. */
  pausedAt: Date | null;
  pausedReason: string | null;
  secrets: SecretForCall[];
  readAt: Date;
}

export interface SecretForCall {
  id: string;
  digest: Buffer;
  notBefore: Date;
  notAfter: Date | null;
  revokedAt: Date | null;
}

type Row = Omit<KeyForCall, "secrets"> & { secretId: string } & Omit<SecretForCall, "id">;

/**
 * The key with this public id, which is unique across organizations, and its secrets, newest first; null when there is none.
 * The one look-up that has no tenant scope: it is what tells which tenant is calling.
 */
export async function findKeyForCall(sql: Database["sql"], publicId: string): Promise<KeyForCall | null> {
  const rows = await sql<Row[]>`
    select k.organization_id as "organizationId", t.id as "teamId", t.name as "teamName", p.id as "projectId",
      p.name as "projectName", k.id as "keyId", k.name as "keyName", k.public_id as "publicId", k.status,
      (p.archived_at is not null or t.archived_at is not null) as archived, k.allowed_models as "allowedModels",
      coalesce((select jsonb_agg(jsonb_build_object('models', to_jsonb(g.models), 'endsAt', floor(extract(epoch from g.ends_at) * 1000)))
        from key_model_grant g where g.key_id = k.id and g.revoked_at is null and g.ends_at > now()), '[]'::jsonb) as "modelGrants",
      k.expires_at as "expiresAt", k.owner_id as "ownerId",
      coalesce(o.status = 'deactivated', false) as "ownerLeft", k.tags, k.may_attribute as "mayAttribute",
      k.paused_at as "pausedAt", k.paused_reason as "pausedReason", s.id as "secretId", s.digest, s.not_before as "notBefore", s.not_after as "notAfter",
      s.revoked_at as "revokedAt", now() as "readAt"
    from virtual_key k
      join project p on p.id = k.project_id
      join team t on t.id = p.team_id
      left join person o on o.id = k.owner_id
      join key_secret s on s.key_id = k.id
    where k.public_id = ${publicId}
    order by s.created_at desc, s.id desc
    limit 200`;
  const [first] = rows;
  if (first === undefined) return null;
  const secrets = rows.map(({ secretId, digest, notBefore, notAfter, revokedAt }) => ({
    id: secretId,
    digest,
    notBefore,
    notAfter,
    revokedAt,
  }));
  return { ...first, secrets };
}
