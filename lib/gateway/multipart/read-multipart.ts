import { isUtf8 } from "node:buffer";
import { AppError } from "@/lib/errors/app-error";
import { readPartHead } from "./read-part-head";

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
/** RFC 2046, section 5.1.1. */
const BOUNDARY = /^[0-9A-Za-z'()+_,./:=?-]{1,70}$/;
const NAMED = /;\s*boundary=(?:"([^"]*)"|([^\s;"]*))/gi;
const TOKEN = /^[\w.+'-]+$/;
const LINE_END = "\r\n";
const BLANK_LINE = "\r\n\r\n";

/**
 * Takes a `multipart/form-data` body apart without copying it (RFC 7578, RFC 2046 section 5.1.1). The body was counted when it was
 * read; here parts and their heads are. Servers differ in what they forgive, so what one of them could take apart in another way is
 * refused: a boundary anywhere but between parts, words before or after the form, a head that is no list of fields. Throws AppError
 * `invalid_multipart`.
 */
export function readMultipart(bytes: Buffer, contentType: string): FormBody {
  const boundary = readBoundary(contentType);
  const open = `--${boundary}`;
  const parts: FormPart[] = [];
  let at = bytes.indexOf(open);
  if (at !== 0 && !(at === 2 && textAt(bytes, 0) === LINE_END)) throw malformed("no part begins");
  at += open.length;
  while (textAt(bytes, at) !== "--") {
    if (textAt(bytes, at) !== LINE_END) throw malformed("a line with its boundary goes on");
    if (parts.length === MOST_PARTS) throw malformed(`it has more than ${MOST_PARTS} parts`);
    const part = readPart(bytes, at, open);
    parts.push(part);
    at = part.end + LINE_END.length + open.length;
  }
  if (/[^\r\n]/.test(bytes.toString("latin1", at + 2))) throw malformed("something follows its end");
  return { bytes, boundary, parts };
}

/** The type of a form as it goes on: with the boundary it was read by, and no other. */
export function formType({ boundary }: Pick<FormBody, "boundary">): string {
  return `multipart/form-data; boundary=${TOKEN.test(boundary) ? boundary : `"${boundary}"`}`;
}

function readBoundary(contentType: string): string {
  const [found, second] = contentType.matchAll(NAMED);
  const boundary = found?.[1] ?? found?.[2] ?? "";
  if (second !== undefined || !BOUNDARY.test(boundary)) throw malformed("its Content-Type names no boundary");
  return boundary;
}

function readPart(bytes: Buffer, lineEnd: number, open: string): FormPart {
  const headEnd = bytes.indexOf(BLANK_LINE, lineEnd);
  if (headEnd === -1) throw malformed("a part is cut off");
  if (headEnd - lineEnd > MOST_HEADER_BYTES) throw malformed("the head of a part is too long");
  const head = readPartHead(bytes.toString("utf8", lineEnd + LINE_END.length, headEnd), open);
  if (head.kind === "broken") throw malformed(head.why);
  const start = headEnd + BLANK_LINE.length;
  const next = bytes.indexOf(open, start);
  if (next === -1) throw malformed("a part is cut off");
  const end = next - LINE_END.length;
  if (end < start || textAt(bytes, end) !== LINE_END) throw malformed("its boundary stands inside a part");
  return { name: head.name, filename: head.filename, start, end };
}

function textAt(bytes: Buffer, at: number): string {
  return bytes.toString("latin1", at, at + 2);
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
