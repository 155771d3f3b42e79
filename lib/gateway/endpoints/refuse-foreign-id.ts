import { AppError } from "@/lib/errors/app-error";

/** An id in a call of something a provider's account keeps, and where the call says it. */
export interface ForeignId {
  id: string;
  param: string;
}

/**
 * All callers of a provider share its account, so an id that was not given to the caller's project through Gatehouse belongs to nobody
 * here, whoever put it there. Throws AppError `object_not_found` for the first one.
 */
export function refuseForeignId([first]: readonly ForeignId[]): void {
  if (first === undefined) return;
  throw new AppError(
    "object_not_found",
    `"${first.id.slice(0, 100)}" does not exist for this key: files and the like are shared by all callers of a provider. Send the content itself.`,
    { param: first.param },
  );
}
