import type { z } from "zod";
import type { AdminContext } from "@/lib/admin/context";
import type { ChangeHooks, Verb } from "@/lib/admin/define-verb";
import type { Permission } from "@/lib/auth/permissions";

type Method = "get" | "post" | "put" | "patch" | "delete";

/** A request's parts as they came, parsed by nobody yet. */
export interface RawParts {
  params: unknown;
  query: unknown;
  body: unknown;
  headers: unknown;
}

/** What a route answers: a status and, unless it is 204, a body that fits its schema, a FileAnswer or a StreamAnswer. */
export interface RouteAnswer {
  status: 200 | 201 | 204;
  body: unknown;
}

/** Keeps the answer of a mutation in its transaction, so that a repeat with the same idempotency key gets it again. */
export type AnswerKeeper = ChangeHooks<RouteAnswer>;

interface RouteSpec<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Input,
  Result,
  Answer extends z.ZodType,
> {
  method: Method;
  /** After `/api/admin`, with parameters as in `/teams/{teamId}`. */
  path: string;
  /** The aggregate, as the documentation groups it. */
  tag: string;
  /** One line, a verb first. */
  summary: string;
  description?: string;
  verb: Verb<Input, Result>;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Left out: 1 MB. */
  bodyLimitBytes?: number;
  /** Names every field that goes in: what is not named cannot be set. */
  input(parts: { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> }): Input;
  /** Null: 204 without a body. */
  answer: Answer | null;
  status?: 200 | 201;
  /** The one place where a result becomes JSON; fields that the schema does not name are dropped. */
  render?(result: Result, context: AdminContext): z.input<Answer>;
  /** For answers that show a secret: what is kept, and given to a repeat, instead. */
  withoutSecret?(answer: z.output<Answer>): z.output<Answer>;
}

/** A route without its types: what the server mounts, the documentation lists and the role matrix enumerates. */
export interface AdminRoute {
  readonly method: Method;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly permission: Permission;
  readonly verbName: string;
  readonly kind: "read" | "change";
  /** Whether a successful call leaves one audit row. */
  readonly audited: boolean;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  /** Headers that mean something to it alone. */
  readonly headers?: z.ZodType;
  readonly body: z.ZodType | undefined;
  readonly bodyLimitBytes?: number;
  readonly answer: z.ZodType | null;
  readonly status: 200 | 201 | 204;
  readonly showsSecret: boolean;
  /** Content types it answers with, when that is a file and not JSON. */
  readonly files: readonly string[];
  handle(context: AdminContext, parse: ParseParts, keeper: AnswerKeeper | null): Promise<RouteAnswer>;
}

/** Reads the request and checks each part against its schema; throws AdminError `invalid_request`. */
export type ParseParts = (schemas: PartSchemas) => Promise<RawParts>;

interface PartSchemas {
  params?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
  headers?: z.ZodType | undefined;
}

/** Declares one route over one verb. */
export function defineRoute<
  Params extends z.ZodType = z.ZodType<undefined>,
  Query extends z.ZodType = z.ZodType<undefined>,
  Body extends z.ZodType = z.ZodType<undefined>,
  Input = never,
  Result = never,
  Answer extends z.ZodType = z.ZodType<undefined>,
>(spec: RouteSpec<Params, Query, Body, Input, Result, Answer>): AdminRoute {
  const status = spec.answer === null ? 204 : (spec.status ?? 200);
  const answerOf = (result: Result, context: AdminContext): RouteAnswer => {
    if (spec.answer === null) return { status, body: null };
    return { status, body: spec.answer.parse(spec.render ? spec.render(result, context) : result) };
  };
  const kept = (answer: RouteAnswer): RouteAnswer =>
    spec.withoutSecret ? { status, body: spec.withoutSecret(answer.body as z.output<Answer>) } : answer;
  return {
    method: spec.method,
    path: spec.path,
    tag: spec.tag,
    summary: spec.summary,
    description: spec.description,
    permission: spec.verb.permission,
    verbName: spec.verb.name,
    kind: spec.verb.kind,
    audited: spec.verb.audited,
    params: spec.params,
    query: spec.query,
    body: spec.body,
    ...(spec.bodyLimitBytes === undefined ? {} : { bodyLimitBytes: spec.bodyLimitBytes }),
    answer: spec.answer,
    status,
    showsSecret: spec.withoutSecret !== undefined,
    files: [],
    async handle(context, parse, keeper) {
      const readInput = async () =>
        spec.input((await parse(spec)) as { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> });
      const hooks: ChangeHooks<Result> | undefined = keeper
        ? { before: keeper.before, after: (run, result) => keeper.after(run, kept(answerOf(result, context))) }
        : undefined;
      return answerOf(await spec.verb.run(context, readInput, hooks), context);
    },
  };
}
