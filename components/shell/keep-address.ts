/** Searches that the address has left while the router still draws one of them. */
const left = new Set<string>();

const sameWords = (search: string) => new URLSearchParams(search).toString();

/** Told of every search before it is written into the address; answers it unchanged. */
export function noteSearch(search: URLSearchParams): URLSearchParams {
  left.add(sameWords(location.search));
  left.delete(search.toString());
  return search;
}

/**
 * Where Next writes the address again: it does so after every drawing, with the search which that drawing began with, so a change made
 * meanwhile would vanish until the next drawing, and a third change would be built on the address without it. Returns the undoing.
 */
export function keepAddress(): () => void {
  const { replaceState } = history;
  history.replaceState = (state, unused, url) => {
    const next = new URL(url ?? location.href, location.href);
    const isSamePage = next.pathname === location.pathname;
    if (!isSamePage || sameWords(next.search) === sameWords(location.search)) left.clear();
    const isBehind = isSamePage && left.has(sameWords(next.search));
    replaceState.call(history, state, unused, isBehind ? location.href : url);
  };
  const forget = () => left.clear();
  window.addEventListener("popstate", forget);
  return () => {
    history.replaceState = replaceState;
    window.removeEventListener("popstate", forget);
  };
}
