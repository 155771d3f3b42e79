import type { ClosedExchange } from "./contract";
import { clean } from "./exchange-line";

const S = "\x1f";
const LABEL_CHARS = 200;
const NAME_CHARS = 60;
const TOKEN_CLASSES = 9;

/** What one batch adds to one row of `usage_label_hourly`. */
interface LabelSums {
  head: string;
  /** requests, ok, refused, failed, aborted, unpriced, simulated. */
  counts: Uint32Array;
  costMicros: number;
  tokens: Float64Array;
}

/** Where and when a call happened, as `usage_hourly` has it. */
export interface CallPlace {
  hour: number;
  organizationId: string;
  teamId: string;
  projectId: string;
  keyId: string;
  modelName: string;
  providerId: string;
  personId: string;
}

/** Adds up a batch by end user and by tag. `record_labels` and `roll_up` in Postgres (newest in drizzle/0019) say the same. */
export class LabelledSums {
  readonly #rows = new Map<string, LabelSums>();

  add(exchange: ClosedExchange, place: CallPlace): void {
    for (const [kind, label] of labelsOf(exchange)) addTo(this.#rowOf(kind, label, place), exchange);
  }

  clear(): void {
    this.#rows.clear();
  }

  /** Lines for `label_rows`. */
  toString(): string {
    return [...this.#rows.values()].map(lineOf).join("\n");
  }

  #rowOf(kind: string, label: string, place: CallPlace): LabelSums {
    const { hour, organizationId, teamId, projectId, keyId, modelName, providerId, personId } = place;
    const head = [organizationId, kind, hour, label, teamId, projectId, keyId, modelName, providerId, personId].join(S);
    const had = this.#rows.get(head);
    if (had !== undefined) return had;
    const made = { head, counts: new Uint32Array(7), costMicros: 0, tokens: new Float64Array(TOKEN_CLASSES) };
    this.#rows.set(head, made);
    return made;
  }
}

/** Its end user, and one label per name of its tags: several values of one name are one label. */
export function labelsOf({ endUser, tags }: Pick<ClosedExchange, "endUser" | "tags">): [kind: string, label: string][] {
  const user = storable(endUser ?? "");
  const labels: [string, string][] = user === "" ? [] : [["end_user", cut(user, LABEL_CHARS)]];
  if (tags.length === 0) return labels;
  const byName = new Map<string, Set<string>>();
  for (const tag of tags) {
    const text = storable(tag);
    const end = text.indexOf("=");
    const name = cut(end === -1 ? text : text.slice(0, end), NAME_CHARS);
    if (name === "") continue;
    const values = byName.get(name) ?? new Set();
    byName.set(name, values.add(end === -1 ? "" : text.slice(end + 1)));
  }
  for (const [name, values] of byName) labels.push([`tag:${name}`, cut(joined(values), LABEL_CHARS)]);
  return labels;
}

/** As Postgres gets it: without control characters, lone surrogates replaced. */
function storable(text: string): string {
  return clean(text).toWellFormed();
}

/** In the order of their bytes, as collation "C" has it. */
function joined(values: ReadonlySet<string>): string {
  if (values.size === 1) return [...values].join("");
  return [...values].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join(", ");
}

/** Cuts between code points, as Postgres counts. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : [...text].slice(0, most).join("");
}

function addTo(sums: LabelSums, { outcome, usage, usageSource, costMicros, simulated }: ClosedExchange): void {
  const unpriced = costMicros === null && usageSource !== "none";
  const failed = outcome === "failed" || outcome === "interrupted";
  const counted = [true, outcome === "ok", outcome === "refused", failed, outcome === "aborted", unpriced, simulated];
  for (const [n, counts] of counted.entries()) if (counts) sums.counts[n] = (sums.counts[n] ?? 0) + 1;
  if (costMicros !== null) sums.costMicros += Number(costMicros);
  const { uncachedInput, cacheRead, cacheWrite, cacheWriteLong, output, reasoning, audioInput, audioOutput, image } =
    usage;
  const tokens = [
    uncachedInput,
    cacheRead,
    cacheWrite,
    output,
    reasoning,
    audioInput,
    audioOutput,
    image,
    cacheWriteLong,
  ];
  for (const [n, used] of tokens.entries()) sums.tokens[n] = (sums.tokens[n] ?? 0) + Math.round(used);
}

function lineOf({ head, counts, costMicros, tokens }: LabelSums): string {
  return [head, ...counts, costMicros, ...tokens].join(S);
}
