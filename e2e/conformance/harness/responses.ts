import type { Response, ResponseStreamEvent } from "openai/resources/responses/responses";
import { newMarker } from "./clients";

/** A function as Responses offers it. */
export const TOOL = {
  type: "function" as const,
  name: "get_weather",
  description: "Weather of a city",
  strict: true,
  parameters: {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  },
};

/** A one-message call that carries the marker. */
export function ask(model: string, marker = newMarker()) {
  return { model, input: [{ role: "user" as const, content: `Say something. ${marker}` }], user: marker };
}

/** Every event of a stream. */
export async function eventsOf(stream: AsyncIterable<ResponseStreamEvent>): Promise<ResponseStreamEvent[]> {
  const events: ResponseStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** The function calls among an answer's items. */
export const callsOf = ({ output }: Response) =>
  output.flatMap((item) => (item.type === "function_call" ? [item] : []));
