import { badAnswer } from "./upstream-failure";

/**
 * The first-chunk gate: waits for the first frame of a stream, so a failure before it is still a plain error and another target
 * may be tried. Returns the same stream with that frame first.
 */
export async function firstFrame<T>(frames: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  const first = await frames.next();
  if (first.done) throw badAnswer("the stream ended before its first event");
  return withFirst(first.value, frames);
}

async function* withFirst<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
