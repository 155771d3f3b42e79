/** What is known of a call before anything of it was read. */
export interface ExchangeStart {
  requestId: string;
  /** Null only while no policy was ever loaded: then nobody can be let in, and there is nobody to charge. */
  organizationId: string | null;
  route: string;
  dialect: string;
  clientAddress: string | null;
  userAgent: string | null;
}
