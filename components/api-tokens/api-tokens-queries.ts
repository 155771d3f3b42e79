import { infiniteQueryOptions, keepPreviousData, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type CreateApiTokenInput,
  createApiToken,
  listApiTokens,
  revokeApiToken,
  rotateApiToken,
} from "@/lib/admin-api/client/api-tokens";
import { refreshQueries } from "../shell/refresh-queries";

const PAGE = 50;

/** One's own tokens or everybody's, newest first, page by page. */
export const apiTokensQuery = (everyone: boolean) =>
  infiniteQueryOptions({
    queryKey: ["api-tokens", "list", everyone],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return listApiTokens({ ...(everyone ? { everyone: "true" as const } : {}), ...cursor, limit: PAGE }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export function useCreateApiToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: CreateApiTokenInput) => createApiToken(input, crypto.randomUUID()),
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [["api-tokens"]]),
  });
}

export function useRotateApiToken(apiTokenId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (overlapSeconds: number) => rotateApiToken(apiTokenId, overlapSeconds, crypto.randomUUID()),
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [["api-tokens"]]),
  });
}

export function useRevokeApiToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (apiTokenId: string) => revokeApiToken(apiTokenId),
    onSuccess: () => refreshQueries(client, [["api-tokens"]]),
  });
}
