import type { z } from "zod";
import type { AdminContext } from "@/lib/admin/context";
import type { Verb } from "@/lib/admin/define-verb";
import type { AdminRoute } from "./define-route";
import type { StreamAnswer } from "./stream-answer";

interface EventsSpec<Query extends z.ZodType, Headers extends z.ZodType, Input, Result> {
  path: string;
  tag: string;
  summary: string;
  description: string;
  verb: Verb<Input, Result>;
  query: Query;
  headers: Headers;
  input(parts: { query: z.output<Query>; headers: z.output<Headers> }): Input;
  render(result: Result, context: AdminContext): StreamAnswer;
}

/** Declares a route that goes on telling what happens, as server-sent events. */
export function defineEvents<Query extends z.ZodType, Headers extends z.ZodType, Input = never, Result = never>(
  spec: EventsSpec<Query, Headers, Input, Result>,
): AdminRoute {
  const { path, tag, summary, description, verb, query, headers } = spec;
  return {
    method: "get",
    path,
    tag,
    summary,
    description,
    permission: verb.permission,
    verbName: verb.name,
    kind: verb.kind,
    audited: verb.audited,
    params: undefined,
    query,
    headers,
    body: undefined,
    answer: null,
    status: 200,
    showsSecret: false,
    files: ["text/event-stream"],
    async handle(context, parse) {
      const result = await verb.run(context, async () =>
        spec.input((await parse({ query, headers })) as { query: z.output<Query>; headers: z.output<Headers> }),
      );
      return { status: 200, body: spec.render(result, context) };
    },
  };
}
