import { AdminError } from "@/lib/errors/admin-error";
import type { KeyTerms, Manage, ProofKey } from "./contract";

/** The team every proof's project belongs to: a report without it is a report without proofs. */
export const PROOF_TEAM = "Proof of enforcement";
/** On every throw-away key. */
export const PROOF_TAG = "purpose=proof-of-enforcement";
/** A key that a crash left behind dies by itself. */
const KEY_LIFE_MS = 15 * 60_000;
const KEYS_PER_PAGE = 200;

interface Named {
  id: string;
  name: string;
}

/** A project of this proof's own, and throw-away keys in it. */
export interface OpenProject {
  newKey(terms: KeyTerms): Promise<ProofKey>;
  /** Revokes its keys and archives it: nothing in it works any more, its records stay. */
  close(): Promise<void>;
}

/** Opens a project named `proof <day and time>`, after putting away what a proof that was cut off may have left. */
export async function openProject(manage: Manage, startedAt: Date): Promise<OpenProject> {
  const teamId = await findOrAddTeam(manage, startedAt);
  const left = await manage<{ items: Named[] }>("GET", `/projects?teamId=${teamId}&limit=100`);
  for (const { id } of left.items) await putAway(manage, id);
  const name = `proof ${startedAt.toISOString().slice(0, 19).replace("T", " ")}`;
  const { id: projectId } = await manage<Named>("POST", "/projects", { teamId, name });
  let keys = 0;
  return {
    async newKey({ allowedModels = [], quotas = [] }) {
      keys += 1;
      const { key, secret } = await manage<{ key: Named; secret: string }>("POST", "/keys", {
        projectId,
        name: `proof ${keys}`,
        purpose: "A throw-away key of the proof of enforcement.",
        allowedModels,
        quotas,
        tags: [PROOF_TAG],
        // It repeats itself and uses budgets up on purpose.
        onRunaway: "ignore",
        expiresAt: new Date(Date.now() + KEY_LIFE_MS).toISOString(),
      });
      return { id: key.id, secret };
    },
    close: () => putAway(manage, projectId),
  };
}

async function putAway(manage: Manage, projectId: string): Promise<void> {
  const keys = await manage<{ items: Named[] }>("GET", `/keys?projectId=${projectId}&limit=${KEYS_PER_PAGE}`);
  for (const { id } of keys.items) await manage("POST", `/keys/${id}/revoke`);
  if (keys.items.length === KEYS_PER_PAGE) return putAway(manage, projectId);
  await manage("POST", `/projects/${projectId}/archive`);
}

async function findOrAddTeam(manage: Manage, startedAt: Date): Promise<string> {
  const query = `search=${encodeURIComponent(PROOF_TEAM)}&limit=100`;
  const { items } = await manage<{ items: Named[] }>("GET", `/teams?${query}`);
  const known = items.find(({ name }) => name.startsWith(PROOF_TEAM));
  if (known !== undefined) return known.id;
  try {
    return (await manage<Named>("POST", "/teams", { name: PROOF_TEAM })).id;
  } catch (error) {
    // The name is kept by a team that was archived.
    if (!(error instanceof AdminError) || error.code !== "name_taken") throw error;
    const name = `${PROOF_TEAM} ${startedAt.toISOString().slice(0, 10)}`;
    return (await manage<Named>("POST", "/teams", { name })).id;
  }
}
