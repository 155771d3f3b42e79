import { isUtf8 } from "node:buffer";
import { AppError } from "@/lib/errors/app-error";

/** One part of a form; `start` and `end` are the place of its content in the body. */
export interface FormPart {
  name: string;
  /** Null for a plain field. */
  filename: string | null;
  start: number;
  end: number;
}

export interface FormBody {
  bytes: Buffer;
  boundary: string;
  parts: readonly FormPart[];
}

const MOST_PARTS = 128;
const MOST_HEADER_BYTES = 8 * 1024;
const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;
const BLANK_LINE = "\r\n\r\n";

/**
 * Takes a `multipart/form-data` body apart without copying it (RFC 7578, RFC 2046 section 5.1.1). The body was counted when it was
 * read; here parts and their heads are. Throws AppError `invalid_multipart`.
 */
export function readMultipart(bytes: Buffer, contentType: string): FormBody {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed("its Content-Type names no boundary");
  const open = `--${boundary}`;
  const parts: FormPart[] = [];
  let at = bytes.indexOf(open);
  if (at === -1 || (at > 0 && bytes.toString("latin1", at - 2, at) !== "\r\n")) throw malformed("no part begins");
  at += open.length;
  while (bytes.toString("latin1", at, at + 2) !== "--") {
    if (parts.length === MOST_PARTS) throw malformed(`it has more than ${MOST_PARTS} parts`);
    const part = readPart(bytes, at, open);
    parts.push(part);
    at = part.end + 2 + open.length;
  }
  return { bytes, boundary, parts };
}

function readPart(bytes: Buffer, lineEnd: number, open: string): FormPart {
  const headEnd = bytes.indexOf(BLANK_LINE, lineEnd);
  if (headEnd === -1) throw malformed("a part is cut off");
  if (headEnd - lineEnd > MOST_HEADER_BYTES) throw malformed("the head of a part is too long");
  const head = bytes.toString("utf8", lineEnd, headEnd);
  const disposition = /\r\ncontent-disposition:([^\r]*)/i.exec(head)?.[1] ?? "";
  const name = parameterOf(disposition, NAME);
  if (name === null) throw malformed("a part has no name");
  const start = headEnd + BLANK_LINE.length;
  const end = bytes.indexOf(`\r\n${open}`, start);
  if (end === -1) throw malformed("a part is cut off");
  return { name, filename: parameterOf(disposition, FILENAME), start, end };
}

const NAME = /;\s*name=(?:"([^"]*)"|([^\s;"]+))/i;
const FILENAME = /;\s*filename=(?:"([^"]*)"|([^\s;"]+))/i;

/** Browsers and clients write quotes inside quotes as %22 (WHATWG HTML, "multipart/form-data encoding"). */
function parameterOf(disposition: string, pattern: RegExp): string | null {
  const [, quoted, plain] = pattern.exec(disposition) ?? [];
  return quoted ?? plain ?? null;
}

/** Text of a plain field. Throws AppError `invalid_multipart` for bytes that are no UTF-8. */
export function textOfPart({ bytes }: Pick<FormBody, "bytes">, part: FormPart): string {
  const content = bytes.subarray(part.start, part.end);
  if (!isUtf8(content)) throw malformed(`the field "${part.name.slice(0, 40)}" is not UTF-8`);
  return content.toString("utf8");
}

function malformed(why: string): AppError {
  return new AppError("invalid_multipart", `The body is not a valid multipart/form-data form: ${why}.`);
}
