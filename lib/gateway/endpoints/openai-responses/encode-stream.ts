import { AppError } from "@/lib/errors/app-error";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { EncodeContext } from "../../endpoint";
import { ResponseStream } from "./response-stream";

/**
 * Hub events as the typed events of Responses, numbered from 0. `response.created` waits for the first block, so that a failure
 * before it is still a plain error. The last event repeats every item: the official SDK keeps only that.
 * Throws AppError `upstream_truncated` when the events stop without `end`, and the failure of an `error` event; both after
 * `response.failed` where something already went out.
 */
export async function* encodeStream(
  events: AsyncIterable<StreamEvent>,
  context: EncodeContext,
): AsyncGenerator<string> {
  const stream = new ResponseStream(context);
  try {
    for await (const event of events) {
      const frames = stream.take(event);
      if (frames !== "") yield frames;
      if (event.type === "end") return;
    }
    throw new AppError(
      "upstream_truncated",
      "The upstream's answer broke off before it was finished. What came so far is incomplete; try again.",
    );
  } catch (thrown) {
    const failed = stream.fail(thrown);
    if (failed !== "") yield failed;
    throw thrown;
  }
}
