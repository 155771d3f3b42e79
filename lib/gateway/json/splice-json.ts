import type { RelaySplices } from "@/lib/providers/contract";
import { type JsonScan, type MemberSpan, type ScanLimits, scanJson } from "./scan-json";

const NO_OBJECT = Buffer.from("null");
/** The whole body was bounded when it was read. */
const UNBOUNDED: ScanLimits = {
  maxDepth: Number.POSITIVE_INFINITY,
  maxKeys: Number.POSITIVE_INFINITY,
  uniqueKeys: new Set(),
};

/**
 * The caller's JSON object with some top-level members replaced, added or removed; every other byte stays as it was,
 * so number spellings, unknown fields and signatures survive. `scan` must be of the same bytes.
 */
export function spliceJson(bytes: Buffer, scan: JsonScan, splices: RelaySplices): Buffer {
  const parts: Buffer[] = [];
  const pending = pendingOf(bytes, scan, splices);
  const removed = new Set(splices.remove);
  let copiedTo = 0;
  let last: MemberSpan | null = null;
  for (const member of scan.members) {
    const value = pending.get(member.key);
    if (value !== undefined) {
      parts.push(bytes.subarray(copiedTo, member.valueStart), value);
      copiedTo = member.valueEnd;
      pending.delete(member.key);
      last = member;
    } else if (removed.has(member.key)) {
      const from = last === null ? member.keyStart : last.valueEnd;
      parts.push(bytes.subarray(copiedTo, from));
      copiedTo = last === null ? skipComma(bytes, member.valueEnd) : member.valueEnd;
    } else {
      last = member;
    }
  }
  parts.push(bytes.subarray(copiedTo, scan.objectEnd));
  if (pending.size > 0) parts.push(Buffer.from(additions(pending, last !== null)));
  parts.push(bytes.subarray(scan.objectEnd));
  return Buffer.concat(parts);
}

/** The new bytes of each member that gets some. */
function pendingOf(bytes: Buffer, scan: JsonScan, { set, within = {} }: RelaySplices): Map<string, Buffer> {
  const pending = new Map<string, Buffer>();
  for (const [key, value] of Object.entries(set)) pending.set(key, Buffer.from(JSON.stringify(value)));
  for (const [key, members] of Object.entries(within)) {
    const span = scan.members.find((member) => member.key === key);
    const own = span === undefined ? NO_OBJECT : bytes.subarray(span.valueStart, span.valueEnd);
    const inner = scanJson(own, UNBOUNDED);
    const isObject = inner.objectEnd !== -1;
    pending.set(
      key,
      isObject ? spliceJson(own, inner, { set: members, remove: [] }) : Buffer.from(JSON.stringify(members)),
    );
  }
  return pending;
}

function additions(pending: ReadonlyMap<string, Buffer>, hasMembers: boolean): string {
  const members = [...pending].map(([key, value]) => `${JSON.stringify(key)}:${value.toString("utf8")}`).join(",");
  return hasMembers ? `,${members}` : members;
}

/** After a removed first member, the comma that followed it goes too. */
function skipComma(bytes: Buffer, from: number): number {
  const comma = bytes.indexOf(0x2c, from);
  const between = comma === -1 ? "x" : bytes.toString("latin1", from, comma);
  return between.trim() === "" ? comma + 1 : from;
}
