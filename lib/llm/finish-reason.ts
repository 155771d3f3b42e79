/** Why a model stopped, in the hub's words. Each dialect maps its own words onto these (see the adapters' tables). */
export type FinishReason = "stop" | "stop_sequence" | "length" | "tool_calls" | "content_filter" | "pause" | "error";
