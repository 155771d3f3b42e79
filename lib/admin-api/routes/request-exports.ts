import type { RequestExportRow } from "@/db/queries/request-exports/request-exports";
import { createExport } from "@/lib/admin/request-exports/create-export";
import { downloadExport } from "@/lib/admin/request-exports/download-export";
import { listExports } from "@/lib/admin/request-exports/list-exports";
import { defineDownload } from "../define-download";
import { defineRoute } from "../define-route";
import { FileAnswer } from "../file-answer";
import * as schemas from "../schemas/request-exports";
import { REQUEST_FILE_TYPES } from "../views/request-file";

const tag = "requests";

function view(row: RequestExportRow): schemas.RequestExport {
  const { id, format, filter, state, percent, rows, bytes, isCut, failure, createdAt, finishedAt, expiresAt } = row;
  const times = {
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
  return { id, format, filter, state, percent, rows, bytes, isCut, failure, ...times };
}

export const requestExportsRoutes = [
  defineRoute({
    method: "get",
    path: "/request-exports",
    tag,
    summary: "List your exports",
    verb: listExports,
    input: () => undefined,
    answer: schemas.requestExportList,
    render: (rows) => ({ items: rows.map(view) }),
  }),
  defineRoute({
    method: "post",
    path: "/request-exports",
    tag,
    summary: "Export calls as a file",
    description: "Written in the background; follow it in the list. Kept for a day. Holds no text.",
    verb: createExport,
    body: schemas.createRequestExportInput,
    input: ({ body }) => body,
    status: 201,
    answer: schemas.requestExport,
    render: view,
  }),
  defineDownload({
    path: "/request-exports/{exportId}/file",
    tag,
    summary: "Fetch the file of an export of your own",
    verb: downloadExport,
    params: schemas.requestExportParams,
    input: ({ params }) => ({ exportId: params.exportId }),
    files: Object.values(REQUEST_FILE_TYPES),
    render: ({ row, parts }) =>
      new FileAnswer({
        contentType: REQUEST_FILE_TYPES[row.format],
        fileName: `requests-${row.createdAt.toISOString().slice(0, 10)}.${row.format}`,
        chunks: parts,
      }),
  }),
];
