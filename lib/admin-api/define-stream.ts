import type { z } from "zod";
import type { AdminContext } from "@/lib/admin/context";
import type { Verb } from "@/lib/admin/define-verb";
import type { AdminRoute } from "./define-route";
import type { StreamAnswer } from "./stream-answer";

interface StreamSpec<Body extends z.ZodType, Input, Result> {
  path: string;
  tag: string;
  summary: string;
  description?: string;
  verb: Verb<Input, Result>;
  body: Body;
  /** Above the usual, because pictures come along. */
  bodyLimitBytes: number;
  input(parts: { body: z.output<Body> }): Input;
  render(result: Result, context: AdminContext): StreamAnswer;
}

/** Declares a route that answers server-sent events. An idempotency key means nothing to it: a stream is not kept. */
export function defineStream<Body extends z.ZodType, Input = never, Result = never>(
  spec: StreamSpec<Body, Input, Result>,
): AdminRoute {
  const { path, tag, summary, description, verb, body, bodyLimitBytes } = spec;
  return {
    method: "post",
    path,
    tag,
    summary,
    description,
    permission: verb.permission,
    verbName: verb.name,
    kind: verb.kind,
    audited: verb.audited,
    params: undefined,
    query: undefined,
    body,
    bodyLimitBytes,
    answer: null,
    status: 200,
    showsSecret: false,
    files: ["text/event-stream"],
    async handle(context, parse) {
      const result = await verb.run(context, async () =>
        spec.input((await parse({ body })) as { body: z.output<Body> }),
      );
      return { status: 200, body: spec.render(result, context) };
    },
  };
}
