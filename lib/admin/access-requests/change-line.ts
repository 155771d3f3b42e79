/** One line of now → then. Null is none, or no end. `unit` says how a screen writes it. */
export interface ChangeLine {
  field: string;
  unit: "text" | "models" | "usd" | "amount" | "days";
  before: string | null;
  after: string | null;
}
