/** Something that stands between the load and the mock provider. */
export interface Candidate {
  id: string;
  /** For the table. */
  title: string;
  port: number;
  path: string;
  headers: Record<string, string>;
  model: string;
  /** Whose CPU time and memory are read; null for direct. */
  pid: number | null;
  stop(): Promise<void>;
}

/** What every candidate needs to start. */
export interface Ground {
  upstreamPort: number;
  core: number | null;
  databaseCore: number | null;
  entries: { bareRelay: string; gatewayUnderTest: string; house: string };
  /** A Postgres server to make a database on; null: embedded. */
  databaseServer: string | null;
  /** Closed in reverse order at the end. */
  closing: (() => Promise<void>)[];
  /** Where generated configuration goes; removed afterwards. */
  scratch: string;
}

/** Null when it cannot run here, after a line on stderr that says why. */
export type StartCandidate = (ground: Ground) => Promise<Candidate | null>;
