import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import { bumpPolicyVersion } from "@/db/queries/audit/bump-policy-version";
import type { Runner } from "@/db/queries/runner";
import { authorize, may, type Scope } from "@/lib/auth/authorize";
import type { Permission } from "@/lib/auth/permissions";
import { notFound } from "@/lib/errors/admin-error";
import { auditActor } from "./audit-actor";
import type { AdminContext, Work } from "./context";

/** Gives the parsed input. A function, because parsing comes after the first permission check. */
export type ReadInput<Input> = () => Input | Promise<Input>;

/** Runs inside a change's transaction: `before` anything, and `after` everything, with the result. */
export interface ChangeHooks<Result> {
  before(run: Runner): Promise<void>;
  after(run: Runner, result: Result): Promise<void>;
}

/** One thing an actor can do. Every verb is made by `defineRead` or `defineChange`, so none is without permission or audit. */
export interface Verb<Input, Result> {
  readonly kind: "read" | "change";
  /** `<aggregate>.<verb>`; the audit log's action. */
  readonly name: string;
  /** Whether it leaves an audit row: every change does, and a read of what is sensitive. */
  readonly audited: boolean;
  readonly permission: Permission;
  run(context: AdminContext, input: ReadInput<Input>, hooks?: ChangeHooks<Result>): Promise<Result>;
}

/** What a verb acts on and where that is. */
export interface Located<Target> {
  target: Target;
  scope: Scope;
  /** Where it can be seen, if that is not where it can be changed. */
  seenIn?: Scope;
}

/** Finds what the verb acts on, inside the organization only; null is a 404. */
type Locate<Input, Target> = (work: Work, input: Input) => Promise<Located<Target> | null>;

interface VerbSpec<Input, Target> {
  name: string;
  permission: Permission;
  locate: Locate<Input, Target>;
  /** Who lacks this one gets a 404 and not a 403. Left out: the verb's own permission, so who may not do it may not see it. */
  seenWith?: Permission;
  /** The word in "There is no such …". */
  kind?: string;
}

interface ReadSpec<Input, Target, Result> extends VerbSpec<Input, Target> {
  read(work: Work, target: Target, input: Input): Promise<Result>;
}

/** What the audit log keeps of it. Never a secret, a digest or a sealed value; a secret is known by its fingerprint. */
interface AuditNote {
  targetKind: string;
  targetId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** What changed. */
export interface Change<Result> {
  result: Result;
  audit: AuditNote;
  /** This time gateways must reload, although the verb's changes are not enforced as a rule. */
  isEnforced?: boolean;
}

interface SensitiveReadSpec<Input, Target, Result> extends ReadSpec<Input, Target, Result> {
  /** What was looked at, and how much of it. */
  note(target: Target, input: Input): AuditNote;
}

interface ChangeSpec<Input, Target, Result> extends VerbSpec<Input, Target> {
  /** `enforced`: gateways must reload, so the policy version rises in the same transaction. */
  policy: "enforced" | "not_enforced";
  change(work: Work, target: Target, input: Input): Promise<Change<Result>>;
}

/** `locate` for what belongs to the whole organization. */
export async function inOrganization(): Promise<Located<undefined>> {
  return { target: undefined, scope: { kind: "organization" } };
}

/** `locate` for lists that show each actor what they may see: the verb must filter by `teamsWith`. */
export async function anywhere(): Promise<Located<undefined>> {
  return { target: undefined, scope: { kind: "anywhere" } };
}

/** A verb that changes nothing: permission → parse → locate → permission there → read. */
export function defineRead<Input, Target, Result>(spec: ReadSpec<Input, Target, Result>): Verb<Input, Result> {
  return {
    kind: "read",
    audited: false,
    name: spec.name,
    permission: spec.permission,
    async run(context, readInput) {
      authorize(context.actor, spec.permission, { kind: "anywhere" });
      const input = await readInput();
      const work = workOn(context, context.database.orm);
      return spec.read(work, await locateTarget(spec, work, input), input);
    },
  };
}

/** A read that is itself a fact: permission → parse → transaction (locate → permission there → read → audit row). */
export function defineSensitiveRead<Input, Target, Result>(
  spec: SensitiveReadSpec<Input, Target, Result>,
): Verb<Input, Result> {
  return {
    ...defineRead(spec),
    audited: true,
    async run(context, readInput) {
      authorize(context.actor, spec.permission, { kind: "anywhere" });
      const input = await readInput();
      return context.database.orm.transaction(async (run) => {
        const work = workOn(context, run);
        const target = await locateTarget(spec, work, input);
        const result = await spec.read(work, target, input);
        await appendNote(work, spec.name, spec.note(target, input));
        return result;
      });
    },
  };
}

/**
 * A verb that changes something: permission → parse → transaction (locate → permission there → change → policy version → audit row).
 * The audit row comes last because it holds the organization's audit lock until the transaction ends.
 */
export function defineChange<Input, Target, Result>(spec: ChangeSpec<Input, Target, Result>): Verb<Input, Result> {
  return {
    kind: "change",
    audited: true,
    name: spec.name,
    permission: spec.permission,
    async run(context, readInput, hooks) {
      authorize(context.actor, spec.permission, { kind: "anywhere" });
      const input = await readInput();
      await context.keyring.ready(context.actor.organizationId);
      return context.database.orm.transaction(async (run) => {
        await hooks?.before(run);
        const work = workOn(context, run);
        const target = await locateTarget(spec, work, input);
        const { result, audit, isEnforced } = await spec.change(work, target, input);
        if (isEnforced ?? spec.policy === "enforced") await bumpPolicyVersion(run, work.organizationId);
        await hooks?.after(run, result);
        await appendNote(work, spec.name, audit);
        return result;
      });
    },
  };
}

async function appendNote(work: Work, action: string, note: AuditNote): Promise<void> {
  const { requestId, clientAddress } = work;
  const event = { ...auditActor(work.actor), action, ...note, requestId, clientAddress };
  await appendAuditEvent(work.run, work.organizationId, event);
}

function workOn(context: AdminContext, run: Runner): Work {
  return { ...context, run, organizationId: context.actor.organizationId };
}

async function locateTarget<Input, Target>(spec: VerbSpec<Input, Target>, work: Work, input: Input): Promise<Target> {
  const located = await spec.locate(work, input);
  const kind = spec.kind ?? "object";
  if (located === null) throw notFound(kind);
  if (!may(work.actor, spec.seenWith ?? spec.permission, located.seenIn ?? located.scope)) throw notFound(kind);
  authorize(work.actor, spec.permission, located.scope);
  return located.target;
}
