import type { DatabaseFaces } from "@/db/client";
import {
  claimRequestExport,
  deleteExpiredExports,
  endRequestExport,
  type RequestExportRow,
} from "@/db/queries/request-exports/request-exports";
import { type FileForm, writeExport } from "./write-export";

const LOOK_MS = 2_000;
const LOOKS_PER_TIDYING = 150;

export interface ExportDeps {
  /** Bounded as work in the background is. */
  database: DatabaseFaces;
  forms: Readonly<Record<RequestExportRow["format"], FileForm>>;
  onError(error: unknown): void;
}

/** Writes what people ask for, one file at a time, and deletes what has expired. `stop` waits for the piece that is being written. */
export function attendExports(deps: ExportDeps): { stop(): Promise<void> } {
  let looks = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout;
  let looking: Promise<void> = Promise.resolve();
  const again = () => {
    timer = setTimeout(() => {
      looking = look();
    }, LOOK_MS).unref();
  };
  const look = async () => {
    try {
      if (looks++ % LOOKS_PER_TIDYING === 0) await deleteExpiredExports(deps.database.orm);
      await writeNext(deps);
    } catch (error) {
      if (!isStopped) deps.onError(error);
    }
    if (!isStopped) again();
  };
  again();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
      return looking;
    },
  };
}

/** Takes one export that waits and writes it; false when none does. What goes wrong is told to whoever asked. */
export async function writeNext({ database, forms, onError }: ExportDeps): Promise<boolean> {
  const row = await claimRequestExport(database.orm);
  if (row === null) return false;
  try {
    await writeExport(database, row, forms[row.format]);
  } catch (error) {
    onError(error);
    await endRequestExport(database.orm, row.id, {
      failure: "The file could not be written. Ask again.",
      isCut: false,
    });
  }
  return true;
}
