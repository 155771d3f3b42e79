import type { KeyEncryptionKey } from "./key-encryption-key";
import { KeyringError } from "./keyring-error";
import { unwrapKey, type WrapPlace } from "./wrap-key";

/** The key-encryption keys a process knows: it writes with `current` and reads with both. */
export interface KeyEncryptionKeys {
  current: KeyEncryptionKey;
  previous: KeyEncryptionKey | null;
}

/** A stored key, opened by the key-encryption key that wrapped it. Throws KeyringError when that is neither of ours. */
export function openWrapped(
  keks: KeyEncryptionKeys,
  row: { kekId: string; wrapped: Uint8Array },
  place: WrapPlace,
): Buffer {
  const kek = [keks.current, keks.previous].find((candidate) => candidate?.id === row.kekId);
  if (!kek) {
    throw new KeyringError(
      `GATEHOUSE_SECRET is not the one this database was made with (it needs ${row.kekId}, this is ${keks.current.id}): set the right one, or put the old one into GATEHOUSE_SECRET_PREVIOUS while you rotate.`,
    );
  }
  try {
    return unwrapKey(kek, row.wrapped, place);
  } catch (cause) {
    throw new KeyringError(`${place.table} ${place.rowId} was changed outside Gatehouse and cannot be opened.`, {
      cause,
    });
  }
}
