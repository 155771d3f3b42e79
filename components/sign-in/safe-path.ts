/**
 * Where to go after signing in, from the address's `next`: a path of this origin, or `/`.
 * Browsers read `//host` and `/\host` as another origin, so both are refused (OWASP, unvalidated redirects).
 */
export function safePath(next: string | null): string {
  if (next === null || !next.startsWith("/") || /^\/[/\\]/.test(next)) return "/";
  try {
    const url = new URL(next, "https://gatehouse.invalid");
    // Dots in a path may leave two slashes at its beginning: `/.//host`.
    const isElsewhere = url.origin !== "https://gatehouse.invalid" || url.pathname.startsWith("//");
    if (isElsewhere || url.pathname.startsWith("/sign-in")) return "/";
    return url.pathname + url.search;
  } catch {
    return "/";
  }
}
