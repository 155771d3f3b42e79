/** What the list of requests can be narrowed to; the names are those of its address. */
export interface RequestFilters {
  team?: string;
  project?: string;
  key?: string;
  model?: string;
  provider?: string;
  person?: string;
  endUser?: string;
  /** `name=value`. */
  tag?: string;
  outcome?: string;
  /** Fixed span, RFC 3339. */
  from?: string;
  to?: string;
  /** A moving span such as `7d`, instead of `from` and `to`. */
  range?: string;
}

/** The requests behind a number. Empty values are left out. */
export function requestsHref(filters: RequestFilters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `/requests?${text}` : "/requests";
}

/** Requests one by one, and taken together. */
export const REQUEST_PAGES = [
  { href: "/requests", label: "Calls" },
  { href: "/requests/sessions", label: "Sessions" },
  { href: "/requests/end-users", label: "End users" },
] as const;

/** The page of a session: its name may hold anything, so it is in the query. */
export function sessionHref(sessionId: string): string {
  return `/requests/session?id=${encodeURIComponent(sessionId)}`;
}

export function endUserHref(endUser: string): string {
  return `/requests/end-user?name=${encodeURIComponent(endUser)}`;
}

/** A value as a filter's list in the address has it, where commas part values. */
export function asFilter(value: string): string {
  return encodeURIComponent(value.replaceAll(",", "%2C"));
}
