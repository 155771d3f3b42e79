import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  createScimToken,
  listScimTokens,
  type RotateScimTokenInput,
  revokeScimToken,
  rotateScimToken,
} from "@/lib/admin-api/client/scim-tokens";
import {
  getSignInSetup,
  replaceClaimRules,
  type SignInSetup,
  tryClaims,
  updateSignInSetup,
} from "@/lib/admin-api/client/sign-in-setup";
import { refreshQueries } from "../shell/refresh-queries";

/** How people sign in, what rules give them, how long they stay. */
export const signInSetupQuery = () =>
  queryOptions({ queryKey: ["sign-in"], queryFn: ({ signal }) => getSignInSetup(signal) });

/** Tokens with which directories provision people. */
export const scimTokensQuery = () =>
  queryOptions({ queryKey: ["scim-tokens"], queryFn: ({ signal }) => listScimTokens(signal) });

/** Every change of the setup answers the whole setup. */
function useSetupChange<Input>(change: (input: Input) => Promise<SignInSetup>, ownErrors: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors },
    onSuccess: (setup) => client.setQueryData(signInSetupQuery().queryKey, setup),
  });
}

export const useUpdateSignIn = () => useSetupChange(updateSignInSetup, false);

export const useReplaceRules = () => useSetupChange(replaceClaimRules, true);

/** Changes nothing: what a sign-in would do. */
export const useTryClaims = () => useMutation({ mutationFn: tryClaims, meta: { ownErrors: true } });

function useTokenChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [scimTokensQuery().queryKey]),
  });
}

export const useCreateScimToken = () => useTokenChange(createScimToken);

export const useRotateScimToken = () =>
  useTokenChange(({ id, ...input }: { id: string } & RotateScimTokenInput) => rotateScimToken(id, input));

export const useRevokeScimToken = () => useTokenChange(revokeScimToken);
