import { type ClosedExchange, NO_DETAIL } from "./contract";

/** Between the fields of a line; `exchange_rows` in Postgres takes lines apart again (newest in drizzle/0022). */
const S = "\x1f";
/** More of a text from outside would be no name any more, and a line has to fit where it goes. */
const TEXT_MAX = 4096;
const CONTROL = /\p{Cc}/gu;
/** Postgres text holds neither NUL nor lone surrogates; `JSON.stringify` escapes exactly these and other control characters. */
const ESCAPE = "\\u";
const SUSPECT = /\\u0000|\\ud[89a-f]/;

/**
 * A record as one line of text, ending in a newline: the columns of `request_record` in their order, without `recorded_at`.
 * `detail` false leaves out attempts and trace, which may be shed when the spool runs full.
 */
export function exchangeLine(exchange: ClosedExchange, detail: boolean): string {
  const { usage } = exchange;
  const attempts = detail ? json(exchange.attempts) : NO_DETAIL;
  const trace = detail ? json(exchange.trace) : NO_DETAIL;
  const who = `${exchange.requestId}${S}${exchange.startedAt.getTime()}${S}${exchange.organizationId}${S}${exchange.teamId ?? ""}${S}${exchange.projectId ?? ""}${S}${exchange.keyId ?? ""}`;
  const what = `${S}${exchange.route}${S}${exchange.dialect}${S}${flag(exchange.streamed)}${S}${clean(exchange.modelAsked)}${S}${exchange.modelId ?? ""}${S}${exchange.deploymentId ?? ""}${S}${exchange.providerId ?? ""}${S}${clean(exchange.upstreamModel)}${S}${flag(exchange.simulated)}`;
  const end = `${S}${exchange.outcome}${S}${exchange.httpStatus}${S}${clean(exchange.errorCode)}${S}${clean(exchange.finishReason)}${S}${exchange.costMicros ?? ""}${S}${exchange.priceVersionId ?? ""}${S}${exchange.usageSource}`;
  const tokens = `${S}${whole(usage.uncachedInput)}${S}${whole(usage.cacheRead)}${S}${whole(usage.cacheWrite)}${S}${whole(usage.output)}${S}${whole(usage.reasoning)}${S}${whole(usage.audioInput)}${S}${whole(usage.audioOutput)}${S}${whole(usage.image)}`;
  const times = `${S}${exchange.ttftMs === null ? "" : whole(exchange.ttftMs)}${S}${whole(exchange.durationMs)}`;
  const rest = `${S}${attempts}${S}${trace}${S}${clean(exchange.endUser)}${S}${clean(exchange.clientAddress)}${S}${clean(exchange.userAgent)}${S}${exchange.personId ?? ""}${S}${tagArray(exchange.tags)}${S}${exchange.admittedAt ?? ""}`;
  const exact = `${S}${clean(exchange.modelName)}${S}${exchange.serviceTier ?? ""}${S}${exchange.costPicos ?? ""}${S}${whole(usage.cacheWriteLong)}${S}${clean(exchange.sessionId)}\n`;
  return who + what + end + tokens + times + rest + exact;
}

/** The id of a line's exchange. */
export function idOfLine(line: string): string {
  return line.slice(0, line.indexOf(S));
}

/** When a line's exchange began, epoch ms. */
export function startOfLine(line: string): number {
  const from = line.indexOf(S) + 1;
  return Number(line.slice(from, line.indexOf(S, from)));
}

function flag(value: boolean): string {
  return value ? "t" : "f";
}

function whole(value: number): number {
  return Math.round(value);
}

/** Text from outside without what separates fields and lines; null is empty. */
export function clean(text: string | null): string {
  if (text === null) return "";
  const bounded = text.length > TEXT_MAX ? text.slice(0, TEXT_MAX) : text;
  return bounded.search(CONTROL) === -1 ? bounded : bounded.replace(CONTROL, "");
}

function json(value: object): string {
  const text = JSON.stringify(value);
  return text.includes(ESCAPE) && SUSPECT.test(text) ? JSON.stringify(value, withoutUnstorable) : text;
}

function withoutUnstorable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value;
}

/** A Postgres array literal. */
function tagArray(tags: readonly string[]): string {
  if (tags.length === 0) return "";
  return `{${tags.map((tag) => `"${clean(tag).replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
