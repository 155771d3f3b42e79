import { readFileSync } from "node:fs";
import { type CheckpointDocument, verifyCheckpoint } from "@/lib/audit/document/checkpoint-document";

/** The places that kept checkpoints vouch for. Throws a sentence for a checkpoint that is not what was signed. */
export function readCheckpoints(paths: readonly string[], key: string | null): CheckpointDocument[] {
  return paths.flatMap((path) =>
    documentsIn(path).map((signed, index) => placeOf(signed, `${path}, number ${index + 1}`, key)),
  );
}

function documentsIn(path: string): unknown[] {
  const text = readFileSync(path, "utf8");
  try {
    return [unwrapped(JSON.parse(text))];
  } catch {
    return text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => unwrapped(JSON.parse(line)));
  }
}

/** A webhook's receiver kept the checkpoint inside its event. */
function unwrapped(value: unknown): unknown {
  return value !== null && typeof value === "object" && "data" in value ? value.data : value;
}

function placeOf(signed: unknown, where: string, key: string | null): CheckpointDocument {
  const { verdict, document } = verifyCheckpoint(signed, key ?? undefined);
  if (document !== null) return document;
  const why =
    verdict.kind === "other_key"
      ? `it was signed by another key (${verdict.fingerprint})`
      : verdict.kind === "unreadable"
        ? verdict.why
        : "it was changed after it was signed";
  throw new Error(`NOT VALID: the checkpoint in ${where}: ${why}.`);
}
