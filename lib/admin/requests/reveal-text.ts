import { findRecordPlace, findText, type RecordPlace } from "@/db/queries/requests/find-text";
import type { RequestText } from "@/lib/admin-api/schemas/requests";
import { notFound } from "@/lib/errors/admin-error";
import { readAnswer } from "@/lib/llm/conversation/read-answer";
import { readPrompt } from "@/lib/llm/conversation/read-prompt";
import { parseJson } from "@/lib/llm/read-json";
import type { Work } from "../context";
import { defineSensitiveRead, type Located } from "../define-verb";

/** What was asked and answered. That somebody looked is itself in the audit log; what they saw is not. */
export const revealText = defineSensitiveRead({
  name: "requests.reveal",
  permission: "requests:reveal",
  seenWith: "requests:read",
  kind: "request",
  locate,
  async read(work, record: RecordPlace, _input: { requestId: string }): Promise<RequestText> {
    const text = await findText(work.run, record);
    if (text === null) throw notFound("text of this request");
    const { prompt, answer, promptBytes, answerBytes, isCut } = text;
    return {
      prompt,
      answer,
      promptBytes,
      answerBytes,
      isCut,
      keptUntil: text.keptUntil.toISOString(),
      turns: [...readPrompt(parseJson(prompt) ?? prompt), ...readAnswer(parseJson(answer ?? "") ?? answer)],
    };
  },
  note: (record) => ({ targetKind: "request", targetId: record.id, before: null, after: null }),
});

async function locate(work: Work, input: { requestId: string }): Promise<Located<RecordPlace> | null> {
  const record = await findRecordPlace(work.run, work.organizationId, input.requestId);
  if (record === null) return null;
  const { teamId } = record;
  return { target: record, scope: teamId === null ? { kind: "organization" } : { kind: "team", teamId } };
}
