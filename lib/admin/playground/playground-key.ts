import { insertKey } from "@/db/queries/keys/write-key";
import {
  findPlaygroundKey,
  lockPlaygroundKey,
  type PlaygroundKey,
  renewPlaygroundKey,
} from "@/db/queries/playground/playground-keys";
import type { ProjectRow } from "@/db/queries/projects/list-projects";
import type { PersonActor } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import type { Secret } from "@/lib/crypto/secret";
import { newPublicId } from "@/lib/crypto/virtual-key";
import type { Work } from "../context";
import { issueSecret } from "../keys/issue-secret";

/** On every playground key, so that charts and limits can tell its calls apart. */
const PLAYGROUND_TAG = "purpose=playground";
const HOUR_MS = 3_600_000;
/** A key that nobody renews dies after a working day. */
const KEY_LIFE_MS = 8 * HOUR_MS;
const SECRET_LIFE_MS = HOUR_MS;
/** A secret that ends so soon is not used for a new call. */
const MARGIN_MS = 60_000;

/**
 * The key with which a person's playground calls in a project, and a secret that still works for a while. Both are made when there is
 * none; a key that was disabled or paused stays so, and the gateway says why it refuses.
 */
export async function playgroundKeyOf(
  work: Work,
  project: ProjectRow,
  actor: PersonActor,
): Promise<{ key: PlaygroundKey; secret: Secret; isNew: boolean }> {
  await lockPlaygroundKey(work.run, project.id, actor.personId);
  const found = await findPlaygroundKey(work.run, project.id, actor.personId);
  const key = found ?? (await makeKey(work, project, actor));
  const known = work.playground.secrets.get(key.id);
  const now = work.now().getTime();
  if (known !== undefined && known.endsAt.getTime() > now + MARGIN_MS) {
    return { key, secret: known.secret, isNew: false };
  }
  if (found !== null) await renewPlaygroundKey(work.run, key.id, new Date(now + KEY_LIFE_MS));
  const endsAt = new Date(now + SECRET_LIFE_MS);
  const { secret } = await issueSecret(work, key, endsAt);
  work.playground.secrets.set(key.id, { secret, endsAt });
  return { key, secret, isNew: found === null };
}

async function makeKey(work: Work, project: ProjectRow, { personId, name }: PersonActor): Promise<PlaygroundKey> {
  const key = { id: newId("key"), publicId: newPublicId() };
  await insertKey(work.run, work.organizationId, {
    ...key,
    projectId: project.id,
    name: `Playground of ${name}`,
    purpose: "Made by the playground. It dies when it is not used for eight hours.",
    allowedModels: ["*"],
    expiresAt: new Date(work.now().getTime() + KEY_LIFE_MS),
    ownerId: personId,
    tags: [PLAYGROUND_TAG],
    mayAttribute: false,
    onRunaway: "flag",
    createdBy: personId,
    playgroundOf: personId,
  });
  return key;
}
