const FRONT_DOOR = "/";

/**
 * The path of this portal that `url` names, with its query; the front door for everything else. Browsers read `//host` and `/\host` as another
 * origin, so only what resolves to our own counts (OWASP, unvalidated redirects). Sign-in itself is nowhere to go to.
 */
export function portalPath(url: string, publicUrl: string): string {
  if (!URL.canParse(url, publicUrl)) return FRONT_DOOR;
  const { origin, pathname, search } = new URL(url, publicUrl);
  const isPage = !pathname.startsWith("/api/") && !pathname.startsWith("/sign-in") && !pathname.startsWith("//");
  return origin === new URL(publicUrl).origin && isPage ? pathname + search : FRONT_DOOR;
}
