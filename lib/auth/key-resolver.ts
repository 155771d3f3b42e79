import { hash, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Database } from "@/db/client";
import { retryIdempotent } from "@/db/pool/retry-idempotent";
import { findKeyForCall, type KeyForCall } from "@/db/queries/keys/find-key-for-call";
import { withDeadline } from "@/db/queries/with-deadline";
import { digestsEqual, digestToken } from "@/lib/crypto/digest";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { parseVirtualKey, VIRTUAL_KEY_CHARACTERS } from "@/lib/crypto/virtual-key";
import { AppError } from "@/lib/errors/app-error";
import { type KeyVerdict, type KnownSecret, knownSecret, verdictAt } from "./key-verdict";
import { createSecretUse } from "./secret-use";

const KNOWN_MAX = 50_000;
const UNKNOWN_MAX = 10_000;
const UNKNOWN_MS = 5_000;
const DATABASE_DEADLINE_MS = 500;
/** How long a key that was good is served while the database does not answer. */
const OUTAGE_BOUND_MS = 10 * 60_000;
/** A known key is asked about again at this age, in the background, even when nobody said it changed. */
const REFRESH_MS = 60_000;
/** When a caller whose key cannot be checked may try again. */
const RETRY_AFTER_MS = 1_000;
const UNKNOWN: KeyVerdict = { kind: "unknown" };

export interface KeyResolverDeps {
  /** Best with a deadline as short as the one here. */
  sql: Database["sql"];
  keyring: Pick<Keyring, "pepper">;
  /** Epoch ms; left out the process's clock. */
  clock?(): number;
  /** How many misses are remembered; left out 10,000. */
  maxMisses?: number;
}

/** A key as it may outlive its process, in the sealed file of what was last known. */
export interface RememberedKey {
  /** SHA-256 of the whole key, as one character per byte. */
  id: string;
  known: KnownSecret;
  /** Epoch ms at which the database last confirmed it: a restart does not make it younger. */
  confirmedAt: number;
}

interface Entry {
  known: KnownSecret;
  generation: number;
  /** When the database last confirmed it. */
  confirmedAt: number;
  /** Was asked about in vain: served while it is asked about again. */
  trusted: boolean;
}

/** One question: which key. `id` is what the answer is remembered by. */
interface Question {
  id: string;
  publicId: string;
  full: string;
}

/**
 * The gateway's look-up of virtual keys. Known secrets are kept by the SHA-256 of the whole key, never by a part of it (in memory a plain
 * digest of 256 random bits is enough, and costs a fortieth of the HMAC that is stored); misses for 5 s, bounded; one question to the
 * database per key at a time, answered within 500 ms or not at all.
 */
export class KeyResolver {
  readonly #sql: Database["sql"];
  readonly #pepper: Buffer;
  readonly #clock: () => number;
  readonly #entries = new LRUCache<string, Entry>({ max: KNOWN_MAX });
  readonly #misses: LRUCache<string, number>;
  readonly #flights = new Map<string, Promise<KeyVerdict>>();
  readonly #use;
  readonly #dummy = randomBytes(32);
  #generation = 0;
  /** Database time minus ours, so that both agree on when a secret begins and ends. */
  #skewMs = 0;

  constructor(deps: KeyResolverDeps) {
    this.#sql = deps.sql;
    this.#pepper = deps.keyring.pepper;
    this.#clock = deps.clock ?? Date.now;
    this.#misses = new LRUCache({ max: deps.maxMisses ?? UNKNOWN_MAX });
    this.#use = createSecretUse(deps.sql);
  }

  /**
   * Who calls with this virtual key. Answers at once when the key was seen before; a text that cannot be a key costs no database work.
   * Throws AppError `policy_unavailable` when it cannot know, never a refusal.
   */
  resolve(fullKey: string): KeyVerdict | Promise<KeyVerdict> {
    if (fullKey.length !== VIRTUAL_KEY_CHARACTERS) return UNKNOWN;
    const id = hash("sha256", fullKey, "binary");
    const entry = this.#entries.get(id);
    if (entry === undefined) return this.#first(id, fullKey);
    const age = this.#clock() - entry.confirmedAt;
    const current = entry.generation === this.#generation;
    if (current && age <= REFRESH_MS) return this.#answer(entry.known);
    const question = { id, publicId: entry.known.caller.keyPublicId, full: fullKey };
    if (age > OUTAGE_BOUND_MS || !(current || entry.trusted)) return this.#ask(question, entry);
    // A failure in the background is met again by the call that has to wait for an answer.
    this.#ask(question, entry).catch(() => undefined);
    return this.#answer(entry.known);
  }

  /** Something about keys may have changed: every key is checked again at its next call. */
  invalidate(): void {
    this.#generation += 1;
    this.#misses.clear();
  }

  /** The keys used last, at most `max`, that could still be served through an outage. */
  remembered(max: number): RememberedKey[] {
    const oldest = this.#clock() - OUTAGE_BOUND_MS;
    const found: RememberedKey[] = [];
    for (const [id, { known, confirmedAt }] of this.#entries.entries()) {
      if (confirmedAt >= oldest) found.push({ id, known, confirmedAt });
      if (found.length >= max) break;
    }
    return found;
  }

  /** Takes over what an earlier process knew. Each is asked about at its next call; only if nobody answers is it served. */
  restore(keys: readonly RememberedKey[]): void {
    for (const { id, known, confirmedAt } of keys.toReversed()) {
      if (!this.#entries.has(id)) this.#entries.set(id, { known, confirmedAt, generation: -1, trusted: false });
    }
  }

  /** Writes down which secrets were used. */
  flush(): Promise<void> {
    return this.#use.flush();
  }

  close(): Promise<void> {
    return this.#use.close();
  }

  /** A text never seen as a key: shape and checksum come before any work, a recent miss before the database. */
  #first(id: string, fullKey: string): KeyVerdict | Promise<KeyVerdict> {
    const parsed = parseVirtualKey(fullKey);
    if (parsed === null || this.#clock() < (this.#misses.get(id) ?? 0)) return UNKNOWN;
    return this.#ask({ id, ...parsed }, undefined);
  }

  #answer(known: KnownSecret): KeyVerdict {
    const now = this.#clock() + this.#skewMs;
    const verdict = verdictAt(known, now);
    if (verdict.kind === "active") this.#use.note(known.caller.secretId, now);
    return verdict;
  }

  /** One question per key at a time; a call that comes after `invalidate` never joins one asked before it. */
  #ask(question: Question, entry: Entry | undefined): Promise<KeyVerdict> {
    const name = `${this.#generation}:${question.id}`;
    const running = this.#flights.get(name);
    if (running !== undefined) return running;
    const flight = this.#look(question, entry).finally(() => this.#flights.delete(name));
    this.#flights.set(name, flight);
    return flight;
  }

  async #look(question: Question, entry: Entry | undefined): Promise<KeyVerdict> {
    const asked = { generation: this.#generation, at: this.#clock() };
    let key: KeyForCall | null;
    try {
      const found = retryIdempotent(() => findKeyForCall(this.#sql, question.publicId));
      key = await withDeadline(found, DATABASE_DEADLINE_MS);
    } catch (cause) {
      return this.#duringOutage(entry, cause);
    }
    return this.#remember(question, key, asked);
  }

  #remember(question: Question, key: KeyForCall | null, asked: { generation: number; at: number }): KeyVerdict {
    const secret = matching(key, digestToken(question.full, this.#pepper), this.#dummy);
    if (key === null || secret === null) {
      this.#entries.delete(question.id);
      if (asked.generation === this.#generation) this.#misses.set(question.id, this.#clock() + UNKNOWN_MS);
      return UNKNOWN;
    }
    this.#skewMs = key.readAt.getTime() - asked.at;
    const known = knownSecret(key, secret);
    this.#entries.set(question.id, { known, generation: asked.generation, confirmedAt: asked.at, trusted: false });
    return this.#answer(known);
  }

  #duringOutage(entry: Entry | undefined, cause: unknown): KeyVerdict {
    if (entry === undefined || this.#clock() - entry.confirmedAt > OUTAGE_BOUND_MS) {
      throw new AppError(
        "policy_unavailable",
        "Gatehouse cannot check virtual keys at the moment. Nothing was charged; try again shortly.",
        { internal: "the key look-up failed", cause, retryAfterMs: RETRY_AFTER_MS },
      );
    }
    entry.trusted = true;
    return this.#answer(entry.known);
  }
}

/** See KeyResolver. */
export function createKeyResolver(deps: KeyResolverDeps): KeyResolver {
  return new KeyResolver(deps);
}

/** The secret with this digest. Every one is compared, and a dummy when there is none, so that time tells nothing. */
function matching(key: KeyForCall | null, digest: Buffer, dummy: Buffer): KeyForCall["secrets"][number] | null {
  if (key === null) {
    digestsEqual(digest, dummy);
    return null;
  }
  let found: KeyForCall["secrets"][number] | null = null;
  for (const secret of key.secrets) {
    if (digestsEqual(secret.digest, digest)) found = secret;
  }
  return found;
}
