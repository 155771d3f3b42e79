import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import {
  type CreateAccessReviewInput,
  closeAccessReview,
  createAccessReview,
  type DecideAccessInput,
  decideAccess,
  getAccessReview,
  type ListReviewItemsQuery,
  listAccessReviews,
  listReviewItems,
} from "@/lib/admin-api/client/access-reviews";
import { refreshQueries } from "../shell/refresh-queries";

const PAGE = 50;
const SHOWN = 100;

/** Campaigns, newest first. */
export const accessReviewsQuery = () =>
  queryOptions({
    queryKey: ["access-reviews", "list"],
    queryFn: async ({ signal }) => (await listAccessReviews({ limit: SHOWN }, signal)).items,
  });

/** Open campaigns in which something waits for the reader. */
export const waitingReviewsQuery = () =>
  queryOptions({
    queryKey: ["access-reviews", "waiting"],
    queryFn: async ({ signal }) =>
      (await listAccessReviews({ open: true, limit: SHOWN }, signal)).items.filter(({ waiting }) => waiting > 0),
  });

/** One campaign and how far it is. */
export const accessReviewQuery = (reviewId: string) =>
  queryOptions({
    queryKey: ["access-reviews", "one", reviewId],
    queryFn: ({ signal }) => getAccessReview(reviewId, signal),
  });

export type ReviewItemsFilter = Pick<ListReviewItemsQuery, "subject" | "q"> & { decided?: boolean | undefined };

/** What is under review, page by page. */
export const reviewItemsQuery = (reviewId: string, filter: ReviewItemsFilter) =>
  infiniteQueryOptions({
    queryKey: ["access-reviews", "items", reviewId, filter],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return listReviewItems(reviewId, { ...filter, ...cursor, limit: PAGE }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export function useCreateAccessReview() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: CreateAccessReviewInput) => createAccessReview(input, crypto.randomUUID()),
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [["access-reviews"]]),
  });
}

/** A decision changes keys, people and tokens as well. */
export function useDecideAccess(reviewId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ itemId, ...input }: DecideAccessInput & { itemId: string }) => decideAccess(reviewId, itemId, input),
    onSuccess: () => refreshQueries(client, [["access-reviews"], ["keys"], ["people"], ["api-tokens"]]),
  });
}

export function useCloseAccessReview(reviewId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => closeAccessReview(reviewId),
    onSuccess: () => refreshQueries(client, [["access-reviews"]]),
  });
}
