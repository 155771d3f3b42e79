import { Deadline } from "../pool/deadline";
import { DeadlineExceeded } from "../pool/store-failure";

export { DeadlineExceeded } from "../pool/store-failure";

/** Waits for `work` at most `ms`: for what is no query of its own. Throws DeadlineExceeded; what comes later is dropped. */
export function withDeadline<T>(work: PromiseLike<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = new Deadline(ms, () => reject(new DeadlineExceeded(ms)));
    work.then(
      (value) => {
        deadline.clear();
        resolve(value);
      },
      (error: unknown) => {
        deadline.clear();
        reject(error);
      },
    );
  });
}
