import type { AdminCall } from "./admin-client";
import type { ConfigDocument, SectionName } from "./document";
import type { LiveIds } from "./live-ids";

/** A thing of a section, as plain fields. */
export type Item = Record<string, unknown>;

/** What changes a server: the API, what names mean there, and where keys to add are read. */
export interface ApplyContext {
  call: AdminCall;
  ids: LiveIds;
  environment: Record<string, string | undefined>;
  /** Whether what the file does not name inside a thing (a member, a deployment) goes. */
  mayDelete: boolean;
}

/** One part of the document: how it is read, named and changed. `items` of a part that is one thing has one. */
export interface Section {
  name: SectionName;
  /** Says above the part, in the file, what a reader must know. */
  comment: string;
  read(call: AdminCall, ids: LiveIds): Promise<ConfigDocument[SectionName]>;
  keyOf(item: Item): string;
  /** Fields that make `keyOf`, or are only for apply, and so never differ. */
  uncompared: readonly string[];
  /** How a field's two values are compared, where equal is not the same words. */
  normal?(field: string, value: unknown, live: unknown, mayDelete: boolean): unknown;
  create?(item: Item, context: ApplyContext): Promise<void>;
  update(item: Item, live: Item, context: ApplyContext): Promise<void>;
  /** Left out: what a file does not name stays. */
  remove?(item: Item, context: ApplyContext): Promise<void>;
  /** What apply will not do for this new thing, in a sentence; null for nothing. */
  note?(item: Item, live: Item | null, environment: Record<string, string | undefined>): string | null;
}
