import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Database } from "@/db/client";
import { newestMigration } from "@/db/migrate";
import type { RememberedKey } from "@/lib/auth/key-resolver";
import { type KeptKeys, readKeptKeys } from "@/lib/crypto/kept-keys";
import { readSealedFile, writeSealedFile } from "@/lib/crypto/sealed-file";
import type { Secret } from "@/lib/crypto/secret";
import type { ConfirmedPolicy } from "@/lib/policy/policy-source";
import type { Logger } from "@/lib/telemetry/logger";

const PURPOSE = "last known policy";
const KEYS_MAX = 2_000;
const SAVE_EVERY_MS = 60_000;
const SAVE_AFTER_CHANGE_MS = 500;

/** What a process enforced last: enough to start and serve while the database is away. */
export interface LastKnown {
  /** Another version of the schema may mean other things by the same words, so only this one's is used. */
  schema: number;
  policy: ConfirmedPolicy;
  /** The wrapped keys that open the policy's credentials. */
  keyring: KeptKeys;
  /** Used last, newest first; each is served for ten minutes after the database confirmed it, wherever it is remembered. */
  keys: RememberedKey[];
}

export interface LastKnownPlace {
  dataDir: string;
  secret: Secret;
  previousSecret: Secret | null;
}

/** What was saved; null when there is nothing, or nothing of use, which is logged. Never throws: it is only a fallback. */
export async function readLastKnown(place: LastKnownPlace, logger: Logger): Promise<LastKnown | null> {
  const { secret, previousSecret } = place;
  try {
    const secrets = previousSecret === null ? [secret] : [secret, previousSecret];
    const plain = await readSealedFile(fileOf(place), PURPOSE, secrets);
    if (plain === null) return null;
    const saved = deserialize(plain) as LastKnown;
    if (saved.schema === newestMigration()) return saved;
    logger.info({}, "the last known policy was saved by another version and is not used");
  } catch (error) {
    logger.warn({ error: String(error) }, "the last known policy cannot be read and is not used");
  }
  return null;
}

export interface LastKnownOptions extends LastKnownPlace {
  database: Pick<Database, "orm">;
  logger: Logger;
  /** What was read at the start: its keyring is saved again while the database is away. */
  restored: LastKnown | null;
  policy(): ConfirmedPolicy | null;
  keys(max: number): RememberedKey[];
}

/** Saves what is known: soon after a change of policy, every minute, and at the end. */
export class LastKnownKeeper {
  readonly #options: LastKnownOptions;
  readonly #timer: NodeJS.Timeout;
  #soon: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #keyring: KeptKeys | null;
  #isFailing = false;

  constructor(options: LastKnownOptions) {
    this.#options = options;
    this.#keyring = options.restored?.keyring ?? null;
    this.#timer = setInterval(() => this.save(), SAVE_EVERY_MS).unref();
  }

  /** The policy changed; several changes are saved together. */
  changed(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      void this.save();
    }, SAVE_AFTER_CHANGE_MS).unref();
  }

  /** Resolves when it is saved, or failed and was logged. */
  save(): Promise<void> {
    this.#running = this.#running.then(() => this.#save());
    return this.#running;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#soon !== null) clearTimeout(this.#soon);
    await this.save();
  }

  async #save(): Promise<void> {
    const { logger, secret } = this.#options;
    try {
      const known = await this.#gather();
      if (known === null) return;
      await writeSealedFile(fileOf(this.#options), PURPOSE, { plain: serialize(plainOf(known)), secret });
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) {
        logger.warn(
          { error: String(error) },
          "the last known policy cannot be saved; a restart while the database is away would find none",
        );
      }
      this.#isFailing = true;
    }
  }

  async #gather(): Promise<LastKnown | null> {
    const policy = this.#options.policy();
    if (policy === null) return null;
    const keyring = await this.#readKeyring();
    if (keyring === null) return null;
    return { schema: newestMigration(), policy, keyring, keys: await this.#gatherKeys() };
  }

  /** The rows change when a data key is made or the secret is rotated; while nobody answers, they are as they were. */
  async #readKeyring(): Promise<KeptKeys | null> {
    try {
      this.#keyring = (await readKeptKeys(this.#options.database)) ?? this.#keyring;
    } catch (error) {
      if (this.#keyring === null) throw error;
    }
    return this.#keyring;
  }

  /** Several processes share the file: each adds the keys it saw to those of the others. */
  async #gatherKeys(): Promise<RememberedKey[]> {
    const own = this.#options.keys(KEYS_MAX);
    const others = (await readLastKnown(this.#options, this.#options.logger))?.keys ?? [];
    const newest = new Map<string, RememberedKey>();
    for (const key of [...own, ...others]) {
      const known = newest.get(key.id);
      if (known === undefined || known.confirmedAt < key.confirmedAt) newest.set(key.id, key);
    }
    return [...newest.values()].toSorted((a, b) => b.confirmedAt - a.confirmedAt).slice(0, KEYS_MAX);
  }
}

/** The driver's lists of rows carry more than their rows. */
function plainOf(known: LastKnown): LastKnown {
  const rows = Object.entries(known.policy.rows).map(([name, value]) => [
    name,
    Array.isArray(value) ? [...value] : value,
  ]);
  return { ...known, policy: { ...known.policy, rows: Object.fromEntries(rows) } };
}

function fileOf(place: LastKnownPlace): string {
  return join(place.dataDir, "last-known.sealed");
}
