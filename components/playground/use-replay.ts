"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { getRequest, type RequestDetail, revealRequestText } from "@/lib/admin-api/client/requests";
import { type Replay, replayOf } from "./replay";

/** A call that the page's address names, to be asked again. Looking at it is written to the audit log, so it is looked at once. */
export interface Replayed {
  requestId: string;
  error: Error | null;
  request: RequestDetail | null;
  replay: Replay | null;
}

export function useReplay(): { replayed: Replayed | null; forget: () => void } {
  const [requestId, setRequestId] = useQueryState("request", parseAsString);
  const { data, error } = useQuery({
    queryKey: ["playground", "replay", requestId],
    enabled: requestId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async ({ signal }) => {
      const id = requestId ?? "";
      const [request, text] = await Promise.all([getRequest(id, signal), revealRequestText(id)]);
      return { request, replay: replayOf(text) };
    },
  });
  const replayed =
    requestId === null ? null : { requestId, error, request: data?.request ?? null, replay: data?.replay ?? null };
  return { replayed, forget: () => void setRequestId(null) };
}
