/** What the head of a part says, or why nobody could be sure of it. */
type PartHead = { kind: "read"; name: string; filename: string | null } | { kind: "broken"; why: string };

/** A field's name and its value on one line; a line that goes on in the next begins with a space and is none. */
const FIELD = /^([\w-]+):[ \t]*([^\r\n\0]*)$/;
const PARAMETER = /[ \t]*;[ \t]*([\w*-]+)=(?:"([^"]*)"|([^\s;"]+))/y;
/** Content is as it is: a part that would have to be decoded first says another thing to those who do. */
const PLAIN_ENCODINGS: ReadonlySet<string> = new Set(["7bit", "8bit", "binary"]);

/**
 * Reads the lines above a part's content (RFC 7578, section 4.2). Doubled fields and parameters are broken, and so is a name with a
 * backslash, which some readers take for an escape. A file may be named in either way, or in both.
 */
export function readPartHead(head: string, delimiter: string): PartHead {
  if (head.includes(delimiter)) return broken("its boundary stands inside the head of a part");
  const fields = new Map<string, string>();
  for (const line of head.split("\r\n")) {
    const [, name = "", value = ""] = FIELD.exec(line) ?? [];
    if (name === "" || fields.has(name.toLowerCase())) return broken("the head of a part is no list of fields");
    fields.set(name.toLowerCase(), value.trim());
  }
  const encoding = fields.get("content-transfer-encoding");
  if (encoding !== undefined && !PLAIN_ENCODINGS.has(encoding.toLowerCase())) return broken("a part is encoded");
  return readDisposition(fields.get("content-disposition") ?? "");
}

function readDisposition(disposition: string): PartHead {
  const parameters = new Map<string, string>();
  const kind = /^form-data/i.exec(disposition)?.[0] ?? "";
  PARAMETER.lastIndex = kind.length;
  let readTo = kind.length;
  for (let found = PARAMETER.exec(disposition); found !== null; found = PARAMETER.exec(disposition)) {
    const [, name = "", quoted, plain = ""] = found;
    if (parameters.has(name.toLowerCase())) return broken("a part is named twice");
    parameters.set(name.toLowerCase(), quoted ?? plain);
    readTo = PARAMETER.lastIndex;
  }
  const name = parameters.get("name");
  if (kind === "" || readTo !== disposition.length || name === undefined) return broken("a part has no name");
  if (name.includes("\\") || parameters.has("name*")) return broken("a part's name can be read in two ways");
  const filename = parameters.get("filename") ?? parameters.get("filename*") ?? null;
  if (filename === "") return broken("a part is a file and has no file name");
  return { kind: "read", name, filename };
}

function broken(why: string): PartHead {
  return { kind: "broken", why };
}
