/** Its provider speaks the load's dialect: calls are relayed. */
export const MODEL = "bench-model";
/** Its provider speaks another one: calls are translated. */
export const TRANSLATED_MODEL = "bench-translated";

/** What a gateway process needs to serve the benchmark's organization. */
export interface HouseFacts {
  databaseUrl: string;
  /** GATEHOUSE_SECRET */
  secret: string;
  /** The virtual key the load calls with. */
  key: string;
}
