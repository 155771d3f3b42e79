import type { z } from "zod";
import type { AdminContext } from "@/lib/admin/context";
import type { Verb } from "@/lib/admin/define-verb";
import type { AdminRoute } from "./define-route";
import type { FileAnswer } from "./file-answer";

interface DownloadSpec<Params extends z.ZodType, Query extends z.ZodType, Input, Result> {
  path: string;
  tag: string;
  summary: string;
  description?: string;
  verb: Verb<Input, Result>;
  params?: Params;
  query?: Query;
  input(parts: { params: z.output<Params>; query: z.output<Query> }): Input;
  /** Every content type it may answer with. */
  files: readonly string[];
  render(result: Result, query: z.output<Query>, context: AdminContext): FileAnswer;
}

/** Declares a route that answers a file. */
export function defineDownload<
  Params extends z.ZodType = z.ZodType<undefined>,
  Query extends z.ZodType = z.ZodType<undefined>,
  Input = never,
  Result = never,
>(spec: DownloadSpec<Params, Query, Input, Result>): AdminRoute {
  const { path, tag, summary, description, verb, params, query, files } = spec;
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
    params,
    query,
    body: undefined,
    answer: null,
    status: 200,
    showsSecret: false,
    files,
    async handle(context, parse) {
      let asked: z.output<Query> | undefined;
      const result = await verb.run(context, async () => {
        const parts = (await parse(spec)) as { params: z.output<Params>; query: z.output<Query> };
        asked = parts.query;
        return spec.input(parts);
      });
      return { status: 200, body: spec.render(result, asked as z.output<Query>, context) };
    },
  };
}
