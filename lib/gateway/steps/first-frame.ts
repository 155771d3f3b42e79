import { badAnswer } from "./upstream-failure";

/**
 * The first-chunk gate: waits for the first frame of a stream, so a failure before it is still a plain error and another target
 * may be tried. Returns the same stream with that frame first.
 */
export async function firstFrame<T>(frames: AsyncIterator<T>): Promise<AsyncIterator<T>> {
  const first = await frames.next();
  if (first.done) throw badAnswer("the stream ended before its first event");
  return new WithFirst(first, frames);
}

/** A plain iterator: a generator that delegates costs several turns of the event loop's queue for every frame. */
class WithFirst<T> implements AsyncIterator<T> {
  #first: IteratorResult<T> | null;
  readonly #rest: AsyncIterator<T>;

  constructor(first: IteratorResult<T>, rest: AsyncIterator<T>) {
    this.#first = first;
    this.#rest = rest;
  }

  next(): Promise<IteratorResult<T>> {
    const first = this.#first;
    if (first === null) return this.#rest.next();
    this.#first = null;
    return Promise.resolve(first);
  }

  async return(): Promise<IteratorResult<T>> {
    await this.#rest.return?.();
    return { done: true, value: undefined };
  }
}
