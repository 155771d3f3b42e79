import type { Socket } from "node:net";
import type postgres from "postgres";
import type { Backend } from "./cancel-request";

/** What the driver's queries have beside their public face. Kept in one place: `bounded-pool.db.test.ts` fails when it changes. */
export interface DriverQuery {
  /** Called once, when somebody first waits for the query. */
  handler(query: DriverQuery): void;
  resolve(rows: unknown): void;
  reject(error: unknown): void;
  /** Set when a connection takes the query. */
  state: Backend | null;
}

/** The driver's options after parsing; handed to it again they are taken as they are. */
export interface ParsedOptions {
  host: string[];
  port: number[];
  path?: string | false;
  shared: unknown;
  parsers: Record<number, unknown>;
  serializers: Record<number, unknown>;
}

/** A socket as the driver wants it: it reads the host name for TLS. */
export type DriverSocket = Socket & { host?: string; port?: number };

/** The driver's parsed options of a client. */
export function optionsOf(client: postgres.Sql): ParsedOptions {
  return client.options as unknown as ParsedOptions;
}

/** A query's inner face, or null for what is only a part of one (identifiers, lists of values). */
export function innerQuery(made: unknown): DriverQuery | null {
  const isQuery = typeof made === "object" && made !== null && "handler" in made && "state" in made;
  return isQuery ? (made as DriverQuery) : null;
}
