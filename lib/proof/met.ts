/** What a caller met. */
export interface Met {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Empty when the answer had none. */
  requestId: string;
}
