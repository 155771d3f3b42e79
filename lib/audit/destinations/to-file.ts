import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { Deliver } from "./destination";

const OWNER_ONLY = 0o600;

/** Adds a line to `<organization>.jsonl` in the operator's folder, and waits until the disk has it. */
export const toFile: Deliver = async (checkpoint, _destination, { folder }) => {
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, `${checkpoint.document.organization.id}.jsonl`), "a", OWNER_ONLY);
  try {
    await file.appendFile(`${JSON.stringify(checkpoint)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
};
