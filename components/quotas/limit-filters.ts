"use client";

import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { type FilterSpec, useFilters } from "../ui/filter-bar";
import { EFFECTS, effectOf } from "./quota-effects";
import { quotaName, UNITS } from "./quota-words";
import { SCOPE_KINDS, SCOPES, scopeName } from "./scope-words";

const KEYS = ["scope", "unit", "effect"] as const;

/** What the list can be filtered by. */
export const LIMIT_FILTERS: readonly FilterSpec[] = [
  {
    key: "scope",
    label: "Scope",
    choices: SCOPE_KINDS.map((kind) => ({ value: kind, label: SCOPES[kind].many })),
    multiple: true,
  },
  { key: "unit", label: "Unit", choices: UNITS.map(({ value, label }) => ({ value, label })), multiple: true },
  { key: "effect", label: "Effect", choices: EFFECTS.map(({ value, label }) => ({ value, label })), multiple: true },
];

/** How the list is put together, kept in the URL. */
export const useLimitView = () =>
  useQueryState("view", parseAsStringLiteral(["scope", "fullest"]).withDefault("scope"));

/** Whether the URL asks for some limits only, and which those are. */
export function useLimitFilter(): { filtered: boolean; fits: (quota: QuotaView) => boolean } {
  const [values] = useFilters(KEYS);
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  return useMemo(() => {
    const wanted = (key: (typeof KEYS)[number], value: string) => {
      const chosen = values[key] ?? [];
      return chosen.length === 0 || chosen.includes(value);
    };
    const text = search.trim().toLowerCase();
    return {
      filtered: text !== "" || KEYS.some((key) => (values[key] ?? []).length > 0),
      fits: (quota) =>
        wanted("scope", quota.scope.kind) &&
        wanted("unit", quota.unit) &&
        wanted("effect", effectOf(quota)) &&
        wordsOf(quota).includes(text),
    };
  }, [values, search]);
}

function wordsOf(quota: QuotaView): string {
  const { team, project } = quota.scope;
  return `${scopeName(quota.scope)} ${team?.name ?? ""} ${project?.name ?? ""} ${quotaName(quota)}`.toLowerCase();
}
