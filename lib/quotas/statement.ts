/** What one process tells and asks in one statement; read by the SQL function `quota_exchange`. Times in ms of the epoch. */
export interface Message {
  /** The last statement whose answer came; what calls of a later one took is taken back. */
  answered: number;
  /** Whether it is asked how many processes there are. */
  count: boolean;
  /** Bookings of an earlier statement whose answer was lost; skipped when it was carried out after all. */
  replay: (Bookings & { sequence: number }) | null;
  marks: Mark[];
  ended: EndedRow[];
  shadow: ShadowCount[];
  /** Parts of the own leases that become holds of single calls. */
  list: CallRow[];
  /** Calls that were told "unavailable": rows they may have left are removed. */
  void: string[];
  lease_ms: number;
  lines: Line[];
  asks: Asks;
}

export interface Bookings {
  marks: Mark[];
  ended: EndedRow[];
  shadow: ShadowCount[];
  /** With these everything is booked that ended before `offset` of the process's spool `writer` and was admitted before `at`. */
  booked: Booked | null;
}

export interface Booked {
  writer: string;
  offset: number;
  at: number;
}

/** What a quota in shadow mode was asked and would have refused in the hour `w`. */
export interface ShadowCount {
  q: string;
  w: number;
  a: number;
  r: number;
}

/** Adds to settled and held of one bucket. */
export interface Mark {
  q: string;
  u: string;
  w: number;
  s: number;
  h: number;
}

/** What one call holds of a lease. */
export interface CallRow {
  q: string;
  u: string;
  w: number;
  r: string;
  a: number;
  /** When it expires. */
  x: number;
}

/** The hold of one call in one bucket is over. */
export interface EndedRow {
  q: string;
  u: string;
  w: number;
  r: string;
}

/** One bucket: its terms, and the process's lease as it wants it from now on. */
export interface Line {
  q: string;
  /** Whose windows, of a quota that stands for many. */
  u: string;
  k: string;
  z: string;
  /** Length in days and anchor of the window. */
  d: number | null;
  a: string | null;
  m: string;
  hard: boolean;
  /** The limit as a decimal string: it may be above 2^53. */
  l: string;
  /** Grants as [amount, from, until]. */
  g: [amount: string, from: number, until: number][] | null;
  /** How much of the limit one call may hold, in per cent. */
  p: number;
  /** The window; null for the one that is now, or the first that begins at `after`. */
  w: number | null;
  e: number | null;
  after: number;
  free: number;
  held: number;
  until: number;
  want: number;
  least: number;
}

/** Calls: number `calls[j]` needs `needs[j]` of line `lines[j]`, from 1; `ends[n]` is how many `j` the calls up to n have. */
export interface Asks {
  ids: string[];
  ms: number[];
  ends: number[];
  calls: number[];
  lines: number[];
  needs: number[];
}

export type Answer = { stale: true } | CarriedOut;

export interface CarriedOut {
  stale?: never;
  /** The database's time, epoch ms. */
  now: number;
  /** How many processes share the store, of all organizations; null when that was not asked. */
  processes: number | null;
  lines: LineAnswer[];
  /** Per call the lines that refuse it, null when it is admitted. */
  refusals: (number[] | null)[] | null;
  /** Quotas somebody else needs room of. */
  wanted: [quotaId: string, subject: string][];
}

export type LineAnswer = [
  starts: number,
  ends: number | null,
  settled: number,
  held: number,
  leased: number,
  elsewhere: number,
  extra: number,
  free: number,
  running: number,
  bound: number,
  slices: [number, number][] | null,
];
