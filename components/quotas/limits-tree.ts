import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { byUnit } from "./quota-words";
import { type QuotaScopeKind, SCOPES } from "./scope-words";

/** One quota in the tree; `depth` is how far inside its group's scope it is. */
export interface LimitLine {
  quota: QuotaView;
  depth: 0 | 1 | 2;
}

export interface LimitGroup {
  id: string;
  title: string;
  /** What the lines below stand for. */
  hint: string;
  href: string | null;
  lines: LimitLine[];
}

const CROSS_CUTTING: readonly QuotaScopeKind[] = ["person", "end_user", "tag", "model", "provider"];
const DEPTHS: Partial<Record<QuotaScopeKind, LimitLine["depth"]>> = { project: 1, key: 2, key_model: 2 };

/** Quotas as the tree that owns spend: the organization, each team with its projects and their keys, then what cuts across. */
export function limitTree(quotas: readonly QuotaView[]): LimitGroup[] {
  const organization = quotas.filter((quota) => quota.scope.kind === "organization");
  const inTeams = Map.groupBy(
    quotas.filter((quota) => quota.scope.team !== null),
    (quota) => quota.scope.team?.id ?? "",
  );
  return [
    groupOf(
      { id: "organization", title: SCOPES.organization.many, hint: SCOPES.organization.hint, href: null },
      organization.toSorted(byUnit),
    ),
    ...[...inTeams].map(([id, own]) => teamGroup(id, own)).toSorted((a, b) => a.title.localeCompare(b.title)),
    ...CROSS_CUTTING.map((kind) =>
      groupOf(
        { id: kind, title: SCOPES[kind].many, hint: SCOPES[kind].hint, href: null },
        quotas.filter((quota) => quota.scope.kind === kind).toSorted(byName),
      ),
    ),
  ].filter((group) => group.lines.length > 0);
}

/** Those nearest to their limit first; what has no standing comes last. */
export function fullestFirst(quotas: readonly QuotaView[]): QuotaView[] {
  return quotas.toSorted((a, b) => fullness(b) - fullness(a) || byUnit(a, b));
}

/** How much of a quota is settled or held, 0 to 1 and beyond; -1 when it is not known. */
export function fullness({ standing, limitNow }: QuotaView): number {
  if (standing === null) return -1;
  const limit = Number(limitNow);
  return limit === 0 ? 1 : (Number(standing.settled) + Number(standing.held)) / limit;
}

function teamGroup(id: string, quotas: readonly QuotaView[]): LimitGroup {
  const title = `Team ${quotas[0]?.scope.team?.name ?? id}`;
  const group = { id, title, hint: "The team, its projects and their keys.", href: `/teams/${id}` };
  return groupOf(group, quotas.toSorted(byPlace));
}

function groupOf(group: Omit<LimitGroup, "lines">, quotas: readonly QuotaView[]): LimitGroup {
  return { ...group, lines: quotas.map((quota) => ({ quota, depth: DEPTHS[quota.scope.kind] ?? 0 })) };
}

/** The team's own, then project by project: the project's own, then its keys'. */
function byPlace(a: QuotaView, b: QuotaView): number {
  return placeOf(a).localeCompare(placeOf(b)) || byUnit(a, b);
}

function byName(a: QuotaView, b: QuotaView): number {
  return a.scope.name.localeCompare(b.scope.name) || byUnit(a, b);
}

function placeOf({ scope }: QuotaView): string {
  const depth = DEPTHS[scope.kind] ?? 0;
  const key = depth === 2 ? `${scope.name} ${scope.id} ${scope.model?.name ?? ""}` : "";
  return `${scope.project ? `1 ${scope.project.name} ${scope.project.id}` : `0 ${scope.model?.name ?? ""}`} ${depth} ${key}`;
}
