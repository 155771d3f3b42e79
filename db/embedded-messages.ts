/** What db/embedded.ts and its child process say to each other. */
export type EmbeddedRequest =
  | {
      kind: "open";
      /** Where the database lives; null keeps it in memory. */
      dataDir: string | null;
      /** 0 lets the system choose. */
      port: number;
      password: string;
      /** An archive made by `dumpTo` to begin with; not read when the database exists. */
      loadFrom: string | null;
      /** Where to leave an archive of the data when stopping. */
      dumpTo: string | null;
    }
  | { kind: "stop" };

export type EmbeddedReport = { kind: "ready"; port: number } | { kind: "failed"; message: string };
