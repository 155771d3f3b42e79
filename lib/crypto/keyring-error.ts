/** GATEHOUSE_SECRET does not open this database; the message is one sentence for the operator. */
export class KeyringError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "KeyringError";
  }
}
