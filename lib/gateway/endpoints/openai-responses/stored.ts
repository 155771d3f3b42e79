import type { ObjectPaths } from "../../handle-object";

/** Calls about a response that the upstream stored (OpenAI API reference, "Responses"). */
export const STORED_RESPONSES: ObjectPaths = {
  dialect: "openai-responses",
  prefix: "/responses/",
  actions: { GET: ["", "input_items"], POST: ["cancel"], DELETE: [""] },
};
