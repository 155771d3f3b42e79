export const MODEL = "bench-model";

/** What a gateway process needs to serve the benchmark's organization. */
export interface HouseFacts {
  databaseUrl: string;
  /** GATEHOUSE_SECRET */
  secret: string;
  /** The virtual key the load calls with. */
  key: string;
}
