const LONGEST = 600;

/** Shapes of credentials that upstreams echo back, some half masked: `sk-…`, `gsk_…`, `AIza…`, `Bearer …`, `org-…`. */
const CREDENTIALS =
  /\b(?:(?:sk|pk|rk|gsk|xai|pplx|nvapi|hf|org|proj)[-_][\w*.-]{6,}|AIza[\w*-]{6,}|Bearer\s+[^\s"',]{6,})/gi;

/** Addresses of machines: a URL whose host is no public name, an IPv4 address, or a bare `host:port`. */
const ADDRESSES =
  /\bhttps?:\/\/(?:\[[^\]]*\]|localhost|[\w-]+(?=[:/\s]|$)|[\w.-]+\.(?:internal|local|lan|svc|cluster)|\d+\.\d+\.\d+\.\d+)(?::\d+)?[^\s"'<>]*|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\b[a-z][\w-]*(?:\.[\w-]+)*:\d{2,5}\b/gi;

/**
 * An upstream's sentence made safe for a caller: without credentials, machine addresses, control characters or markup,
 * at most 600 characters. Empty when nothing readable is left.
 */
export function safeMessage(text: string | undefined): string {
  if (text === undefined || /<(?:!doctype|html|head|body)\b/i.test(text)) return "";
  const clean = text
    .slice(0, 4 * LONGEST)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
    .replace(/[\u0000-\u001f\u007f]+/g, " ")
    .replace(CREDENTIALS, "[removed]")
    .replace(ADDRESSES, "[removed]")
    .trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
}
