import { z } from "zod";
import { type RequestSummary, requestQuery } from "./requests";

/** The list's filters; a live view has no pages and no end. */
export const liveRequestQuery = requestQuery.omit({ cursor: true, limit: true, to: true });

/** What a browser's own reader sends when it comes back. */
export const liveRequestHeaders = z.object({
  "last-event-id": z.string().max(64).optional().meta({
    description: "Goes on behind this event; the same as `after`, and before it.",
    example: "2026-01-31T12:00:00.000Z",
  }),
});

export type LiveRequestFilter = z.output<typeof liveRequestQuery>;
export type LiveRequestQuery = z.input<typeof liveRequestQuery>;

/** What a stream of requests says, by the name of its event. */
export interface LiveRequestEvents {
  /** `hasGap`: more was recorded since the last event than is told; load the list. */
  ready: { hasGap: boolean };
  /** Newest first. `isCut`: more was recorded than can be told live. */
  requests: { items: RequestSummary[]; isCut: boolean };
  heartbeat: Record<string, never>;
  end: { reason: "signed_out" | "rights_changed" | "shutting_down" | "unavailable" | "too_slow" };
}
