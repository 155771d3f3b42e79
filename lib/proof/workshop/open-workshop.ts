import type { AdminContext } from "@/lib/admin/context";
import { AdminError } from "@/lib/errors/admin-error";
import type { CallRecord, Manage } from "./contract";
import { createManage } from "./manage";
import { type OpenModels, openModels } from "./open-models";
import { type OpenProject, openProject } from "./open-project";
import { openVisitor } from "./open-visitor";

const RECORD_WAIT_MS = 6_000;
const BETWEEN_LOOKS_MS = 100;

/** What a proof works with inside Gatehouse; everything in it is thrown away at the end. */
export interface Workshop {
  manage: Manage;
  /** By the kind of model that a route calls. */
  models: OpenModels["byKind"];
  newKey: OpenProject["newKey"];
  sessionCookie: string;
  /** The record of a call as soon as it is written; null when none comes. */
  recordOf(requestId: string): Promise<CallRecord | null>;
  /** Puts everything away. Throws an AggregateError of what could not be put away. */
  close(): Promise<void>;
}

/** Opens project, models and visitor; what was opened before a failure is put away again. */
export async function openWorkshop(context: AdminContext, startedAt: Date): Promise<Workshop> {
  const manage = createManage(context);
  const opened: { close(): Promise<unknown> }[] = [];
  const keep = <Part extends { close(): Promise<unknown> }>(part: Part): Part => {
    opened.push(part);
    return part;
  };
  const close = async () => {
    const ends = await Promise.allSettled(opened.reverse().map((part) => part.close()));
    const failures = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
    if (failures.length > 0) throw new AggregateError(failures, "not everything of the proof could be put away");
  };
  try {
    const { byKind: models } = keep(await openModels(manage));
    const names = Object.values(models).flatMap(({ fast, slow, unpriced }) => [fast, slow, unpriced]);
    const project = keep(await openProject(manage, startedAt));
    const visitor = keep(await openVisitor(manage, context));
    return {
      manage,
      models,
      newKey: (terms) => project.newKey({ allowedModels: names, ...terms }),
      sessionCookie: visitor.cookie,
      recordOf: (requestId) => recordOf(manage, requestId),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function recordOf(manage: Manage, requestId: string): Promise<CallRecord | null> {
  const deadline = performance.now() + RECORD_WAIT_MS;
  while (requestId !== "" && performance.now() < deadline) {
    const record = await find(manage, requestId);
    if (record !== null) return record;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
  return null;
}

async function find(manage: Manage, requestId: string): Promise<CallRecord | null> {
  try {
    return await manage<CallRecord>("GET", `/requests/${requestId}`);
  } catch (error) {
    if (error instanceof AdminError && (error.code === "not_found" || error.code === "invalid_request")) return null;
    throw error;
  }
}
