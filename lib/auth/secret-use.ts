import type { Database } from "@/db/client";
import { recordSecretUse } from "@/db/queries/keys/record-secret-use";

const FLUSH_MS = 10_000;
const MAX_PENDING = 10_000;

/** Remembers which secrets were used and writes it down now and then: a call must not wait for a date in a list. */
export interface SecretUse {
  note(secretId: string, at: number): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Writes every 10 s. A write that fails is tried again with the next one; the oldest are forgotten above 10,000. */
export function createSecretUse(sql: Database["sql"]): SecretUse {
  let pending = new Map<string, number>();
  let writing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();

  async function write(): Promise<void> {
    if (pending.size === 0) return;
    const uses = pending;
    pending = new Map();
    try {
      await recordSecretUse(sql, uses);
    } catch {
      // The newer note wins; what was not written waits for the next turn.
      pending = new Map([...[...uses].slice(0, MAX_PENDING - pending.size), ...pending]);
    }
  }

  function flush(): Promise<void> {
    writing = writing.then(write);
    return writing;
  }

  return {
    note(secretId, at) {
      if (pending.size < MAX_PENDING || pending.has(secretId)) pending.set(secretId, at);
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
