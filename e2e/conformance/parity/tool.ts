/** The one tool that is offered. */
export const TOOL_NAME = "get_weather";
export const TOOL_DESCRIPTION = "Weather of a city";
export const TOOL_PARAMETERS = {
  type: "object" as const,
  properties: { city: { type: "string" as const } },
  required: ["city"],
  additionalProperties: false as const,
};

/** The one schema an answer is asked to fit. */
export const CITY_SCHEMA = {
  type: "object" as const,
  properties: { city: { type: "string" as const }, population: { type: "integer" as const } },
  required: ["city", "population"],
  additionalProperties: false as const,
};

/** The function as Chat Completions and everything that copied it offers it. */
export const CHAT_TOOL = {
  type: "function" as const,
  function: { name: TOOL_NAME, description: TOOL_DESCRIPTION, parameters: TOOL_PARAMETERS },
};
