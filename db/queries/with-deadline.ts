/** The store took longer than we may wait; the statement may still be carried out. */
export class DeadlineExceeded extends Error {
  constructor(ms: number) {
    super(`no answer from the database within ${ms} ms`);
    this.name = "DeadlineExceeded";
  }
}

/** Waits for `work` at most `ms`: the driver itself has no deadlines. Throws DeadlineExceeded; what comes later is dropped. */
export function withDeadline<T>(work: PromiseLike<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlineExceeded(ms)), ms);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
