import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import { type PlaygroundRunInput, runPlayground } from "@/lib/admin-api/client/playground";
import { emptyAnswer, type LiveAnswer, withEvent } from "./columns";
import { readChatStream } from "./read-chat-stream";

interface Watch {
  /** Since the call was sent. */
  elapsedMs(): number;
  onChange(answer: LiveAnswer): void;
}

/** Calls a model and reads what it says to the end. Never throws: what went wrong is in the answer. */
export async function readAnswer(
  input: PlaygroundRunInput,
  signal: AbortSignal,
  { elapsedMs, onChange }: Watch,
): Promise<LiveAnswer> {
  let answer = emptyAnswer();
  try {
    const { requestId, body } = await runPlayground(input, signal);
    answer = { ...answer, requestId };
    for await (const event of readChatStream(body)) {
      answer = withEvent(answer, event, elapsedMs());
      onChange(answer);
    }
  } catch (error) {
    if (!signal.aborted) return { ...answer, error: sentenceOf(error) };
    if (answer.text === "") return { ...answer, error: "Stopped before anything was said." };
  }
  return answer;
}

function sentenceOf(error: unknown): string {
  if (error instanceof AdminApiError) return error.detail;
  return "The answer was cut off. Check your connection and send it again.";
}
