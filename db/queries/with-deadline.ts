import { DeadlineExceeded } from "../pool/store-failure";

export { DeadlineExceeded } from "../pool/store-failure";

/** Waits for `work` at most `ms`: for what is no query of its own. Throws DeadlineExceeded; what comes later is dropped. */
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
