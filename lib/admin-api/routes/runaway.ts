import { dismissRunawayFlag } from "@/lib/admin/runaway/dismiss-runaway-flag";
import { listRunawayFlags } from "@/lib/admin/runaway/list-runaway-flags";
import { resumeKey } from "@/lib/admin/runaway/resume-key";
import { defineRoute } from "../define-route";
import { keyDetail, keyParams } from "../schemas/keys";
import * as schemas from "../schemas/runaway";
import { keyDetailView } from "../views/key-view";
import { runawayFlagView } from "../views/runaway-view";

const tag = "keys";

export const runawayRoutes = [
  defineRoute({
    method: "get",
    path: "/runaway-flags",
    tag,
    summary: "List what the runaway guard saw, newest first",
    verb: listRunawayFlags,
    query: schemas.listRunawayFlagsQuery,
    input: ({ query }) => ({ keyId: query.keyId ?? null, open: query.open ?? false }),
    answer: schemas.runawayFlagList,
    render: (flags, { actor }) => ({ items: flags.map((flag) => runawayFlagView(flag, actor)) }),
  }),
  defineRoute({
    method: "post",
    path: "/runaway-flags/{flagId}/dismiss",
    tag,
    summary: "Say that what a flag tells is in order",
    verb: dismissRunawayFlag,
    params: schemas.runawayFlagParams,
    input: ({ params: { flagId } }) => ({ flagId }),
    answer: schemas.runawayFlag,
    render: (flag, { actor }) => runawayFlagView(flag, actor),
  }),
  defineRoute({
    method: "post",
    path: "/keys/{keyId}/resume",
    tag,
    summary: "Let a key call again that the runaway guard paused",
    verb: resumeKey,
    params: keyParams,
    input: ({ params: { keyId } }) => ({ keyId }),
    answer: keyDetail,
    render: (result, { actor }) => keyDetailView(result, actor),
  }),
];
