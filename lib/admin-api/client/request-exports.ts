import type { CreateRequestExportInput, RequestExport } from "../schemas/request-exports";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/request-exports";

export function listRequestExports(signal?: AbortSignal): Promise<{ items: RequestExport[] }> {
  return adminFetch("/request-exports", { signal });
}

export function createRequestExport(input: CreateRequestExportInput): Promise<RequestExport> {
  return adminFetch("/request-exports", { method: "POST", body: input });
}

/** Where the browser fetches the file. */
export function requestExportFile(exportId: string): string {
  return `/api/admin/request-exports/${exportId}/file`;
}
