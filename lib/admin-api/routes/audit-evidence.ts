import type { z } from "zod";
import type { CheckpointRow, CheckpointStanding } from "@/db/queries/audit-evidence/checkpoints";
import { addDestination } from "@/lib/admin/audit/add-destination";
import { getCheckpointSettings } from "@/lib/admin/audit/get-checkpoint-settings";
import { listCheckpoints } from "@/lib/admin/audit/list-checkpoints";
import { removeDestination } from "@/lib/admin/audit/remove-destination";
import { setCheckpointSchedule } from "@/lib/admin/audit/set-checkpoint-schedule";
import { takeCheckpoint } from "@/lib/admin/audit/take-checkpoint";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/audit-evidence";
import { pageQuery } from "../schemas/page";
import { destinationView } from "../views/audit-view";

const tag = "audit checkpoints";

function checkpointView(
  row: CheckpointRow & Partial<Pick<CheckpointStanding, "delivered" | "waiting">>,
): z.input<typeof schemas.checkpoint> {
  const { id, seq, hash, takenAt, document, signature, publicKey } = row;
  return {
    id,
    seq,
    hash: Buffer.from(hash).toString("hex"),
    takenAt: takenAt.toISOString(),
    delivered: row.delivered ?? 0,
    waiting: row.waiting ?? 0,
    signed: { document, signature, publicKey },
  };
}

export const auditEvidenceRoutes = [
  defineRoute({
    method: "get",
    path: "/audit/checkpoints",
    tag,
    summary: "List signed checkpoints of the audit chain, newest first",
    verb: listCheckpoints,
    query: pageQuery,
    input: ({ query }) => ({ cursor: query.cursor ?? null, limit: query.limit }),
    answer: schemas.checkpointPage,
    render: ({ items, nextCursor }) => ({ items: items.map(checkpointView), nextCursor }),
  }),
  defineRoute({
    method: "post",
    path: "/audit/checkpoints",
    tag,
    summary: "Take a checkpoint now and send it to every destination",
    verb: takeCheckpoint,
    input: () => undefined,
    status: 201,
    answer: schemas.checkpoint,
    render: checkpointView,
  }),
  defineRoute({
    method: "get",
    path: "/audit/checkpoint-settings",
    tag,
    summary: "Show how often checkpoints are taken, where they go, and the key that signs them",
    verb: getCheckpointSettings,
    input: () => undefined,
    answer: schemas.checkpointSettings,
    render: (settings) => ({ ...settings, destinations: settings.destinations.map(destinationView) }),
  }),
  defineRoute({
    method: "put",
    path: "/audit/checkpoint-settings/schedule",
    tag,
    summary: "Take a checkpoint every so many minutes, or never by itself",
    verb: setCheckpointSchedule,
    body: schemas.setCheckpointScheduleInput,
    input: ({ body }) => body,
    answer: schemas.checkpointSchedule,
  }),
  defineRoute({
    method: "post",
    path: "/audit/destinations",
    tag,
    summary: "Send every later checkpoint to a file, a webhook or an object store",
    verb: addDestination,
    body: schemas.addDestinationInput,
    input: ({ body }) => body,
    status: 201,
    answer: schemas.addedDestination,
    render: ({ id, secret }) => ({ id, secret: secret?.reveal() ?? null, alreadyShown: false }),
    withoutSecret: (shown) => ({ ...shown, secret: null, alreadyShown: true }),
  }),
  defineRoute({
    method: "delete",
    path: "/audit/destinations/{destinationId}",
    tag,
    summary: "Send nothing there any more",
    verb: removeDestination,
    params: schemas.destinationParams,
    input: ({ params }) => params,
    answer: null,
  }),
];
