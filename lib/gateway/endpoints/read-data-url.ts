/** `data:image/png;base64,…` in its two parts; undefined for any other URL (RFC 2397; without base64 the data is re-coded). */
export function readDataUrl(url: string): { mediaType: string; data: string } | undefined {
  if (!url.startsWith("data:")) return undefined;
  const comma = url.indexOf(",");
  if (comma === -1 || comma > 256) return undefined;
  const [mediaType = "", ...parameters] = url.slice("data:".length, comma).split(";");
  const data = url.slice(comma + 1);
  const coded = parameters.includes("base64") ? data : Buffer.from(unescapeUrl(data)).toString("base64");
  return { mediaType: mediaType === "" ? "text/plain" : mediaType.toLowerCase(), data: coded };
}

function unescapeUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
