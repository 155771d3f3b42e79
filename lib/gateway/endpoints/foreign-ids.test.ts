import { describe, expect, it } from "vitest";
import { foreignIds as ofMessages } from "./anthropic-messages/foreign-ids";
import { foreignIds as ofChat } from "./openai-chat/foreign-ids";
import { foreignIds as ofResponses } from "./openai-responses/foreign-ids";
import { refuseForeignId } from "./refuse-foreign-id";

const user = (content: unknown) => JSON.parse(JSON.stringify([{ role: "user", content }]));

describe("an id of what a provider's account keeps", () => {
  it("is found in a chat's files", () => {
    const messages = user([{ type: "file", file: { file_id: "file-1" } }]);
    expect(ofChat({ messages })).toEqual([{ id: "file-1", param: "messages[0].content[0].file.file_id" }]);
  });

  it("is found in a Responses body's files, stores, containers and prompts", () => {
    const body = {
      input: user([{ type: "input_file", file_id: "file-1" }]).concat([
        { type: "function_call_output", call_id: "c", output: [{ type: "input_image", file_id: "file-2" }] },
      ]),
      tools: [
        { type: "file_search", vector_store_ids: ["vs_1"] },
        { type: "code_interpreter", container: "cntr_1" },
        { type: "code_interpreter", container: { type: "auto", file_ids: ["file-3"] } },
      ],
      prompt: { id: "pmpt_1" },
    };
    expect(ofResponses(body).map(({ id }) => id)).toEqual(["file-1", "file-2", "vs_1", "cntr_1", "file-3", "pmpt_1"]);
  });

  it("is found in a message's files and containers, in what tools gave back too", () => {
    const file = { type: "document", source: { type: "file", file_id: "file_1" } };
    const body = {
      messages: user([
        file,
        { type: "tool_result", tool_use_id: "t", content: [file] },
        { type: "container_upload", file_id: "file_2" },
      ]),
      container: { id: "container_1" },
    };
    expect(ofMessages(body).map(({ id }) => id)).toEqual(["file_1", "file_1", "file_2", "container_1"]);
  });

  it("is found wherever else a Responses body may say one", () => {
    const body = {
      input: [
        { type: "computer_call_output", call_id: "c", output: { type: "computer_screenshot", file_id: "file-1" } },
        { type: "shell_call", environment: { type: "container_reference", container_id: "cntr_1" } },
      ],
      tools: [
        { type: "shell", environment: { type: "container_reference", container_id: "cntr_2" } },
        {
          type: "shell",
          environment: { type: "container_auto", file_ids: ["file-2"], skills: [{ skill_id: "skill_1" }] },
        },
      ],
    };
    const ids = ["file-1", "cntr_1", "cntr_2", "file-2", "skill_1"];
    expect(ofResponses(JSON.parse(JSON.stringify(body))).map(({ id }) => id)).toEqual(ids);
  });

  it("is found in a document's own blocks and among the skills that are no maker's", () => {
    const picture = { type: "image", source: { type: "file", file_id: "file_1" } };
    const body = {
      messages: user([
        { type: "document", source: { type: "content", content: [picture] } },
        { type: "mcp_tool_result", tool_use_id: "t", content: [picture] },
      ]),
      container: {
        skills: [
          { type: "anthropic", skill_id: "xlsx" },
          { type: "custom", skill_id: "skill_1" },
        ],
      },
    };
    expect(ofMessages(body).map(({ id }) => id)).toEqual(["file_1", "file_1", "skill_1"]);
  });

  it("is not what a caller's own tool was called with, nor what a schema is about", () => {
    const input = { file_id: "mine" };
    expect(ofMessages({ messages: user([{ type: "tool_use", id: "t", name: "open", input }]) })).toEqual([]);
    const tools = [{ type: "function", name: "open", parameters: { properties: { file_id: { type: "string" } } } }];
    expect(ofResponses({ input: "open it", tools })).toEqual([]);
    expect(ofResponses({ input: "x", tools: [{ type: "code_interpreter", container: { type: "auto" } }] })).toEqual([]);
  });

  it("is told to be none of the caller's, without saying whose it is", () => {
    expect(() => refuseForeignId([{ id: "file-1", param: "input" }])).toThrow(
      expect.objectContaining({ code: "object_not_found", param: "input" }),
    );
    expect(() => refuseForeignId([])).not.toThrow();
  });
});
