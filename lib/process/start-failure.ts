/** The process cannot start, and this sentence is all an operator needs to know. */
export class StartFailure extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = "StartFailure";
  }
}
