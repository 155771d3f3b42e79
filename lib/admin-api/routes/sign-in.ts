import { getSignIn } from "@/lib/admin/sign-in/get-sign-in";
import { replaceClaimRules } from "@/lib/admin/sign-in/replace-claim-rules";
import { tryClaims } from "@/lib/admin/sign-in/try-claims";
import { updateSignIn } from "@/lib/admin/sign-in/update-sign-in";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/sign-in";
import { signInView, triedClaimsView } from "../views/sign-in-view";

const tag = "sign-in";
const answer = schemas.signInSetup;

export const signInRoutes = [
  defineRoute({
    method: "get",
    path: "/sign-in",
    tag,
    summary: "Show how people sign in, what rules give them and how long sessions last",
    verb: getSignIn,
    input: () => undefined,
    answer,
    render: signInView,
  }),
  defineRoute({
    method: "patch",
    path: "/sign-in",
    tag,
    summary: "Change who may join and how long sessions last",
    description: "The provider itself is set by the environment (`OIDC_ISSUER` …).",
    verb: updateSignIn,
    body: schemas.updateSignInInput,
    input: ({ body: { joining, joinUnverified, idleMinutes, memberHours, adminHours } }) => ({
      joining,
      joinUnverified,
      idleMinutes,
      memberHours,
      adminHours,
    }),
    answer,
    render: signInView,
  }),
  defineRoute({
    method: "put",
    path: "/sign-in/rules",
    tag,
    summary: "Replace the rules that give roles and teams by claims",
    description: "The first matching rule that names a role decides it; every matching rule gives its team.",
    verb: replaceClaimRules,
    body: schemas.replaceClaimRulesInput,
    input: ({ body: { rules, version } }) => ({ rules, version }),
    answer,
    render: signInView,
  }),
  defineRoute({
    method: "post",
    path: "/sign-in/dry-run",
    tag,
    summary: "Try what a sign-in with some claims would do, and why",
    description: "Changes nothing.",
    verb: tryClaims,
    body: schemas.tryClaimsInput,
    input: ({ body: { claims, rules } }) => ({ claims, rules }),
    answer: schemas.triedClaims,
    render: triedClaimsView,
  }),
];
