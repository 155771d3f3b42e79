import { enqueueNotice } from "@/db/queries/notices/enqueue-notice";
import type { Work } from "../context";
import { personActorOf } from "../person-actor-of";
import type { ChangeLine } from "./change-line";
import { wordsOf } from "./proposal-words";
import type { AccessRequestDetail } from "./read-request";

/** What happened to a request; `eventId` tells one comment from the next. */
type Happening =
  | { kind: "opened" }
  | { kind: "approved" }
  | { kind: "refused" }
  | { kind: "needs_second_person" }
  | { kind: "commented"; eventId: string; text: string };

interface Told {
  title: string;
  summary: string;
  personIds: string[];
}

const MOST_CHARACTERS = 300;

/**
 * Tells whoever has to know, in the transaction in which it happened: deciders of an ask, its asker of a decision, both sides of a word.
 * The link leads to the request, which asks for sign-in.
 */
export async function tell(work: Work, detail: AccessRequestDetail, happening: Happening): Promise<void> {
  const { request, changes } = detail;
  const { personId, name } = personActorOf(work);
  const { title, summary, personIds } = toldOf(detail, happening, name);
  const eventId = happening.kind === "commented" ? happening.eventId : "";
  await enqueueNotice(work.run, work.organizationId, {
    kind: `access_request.${happening.kind}`,
    topic: "access_request",
    subject: { kind: "access_request", id: request.id },
    teamId: request.teamId,
    title,
    summary,
    facts: changes.map(factOf),
    linkPath: `/access-requests/${request.id}`,
    audience: { personIds: personIds, except: [personId] },
    dedupeKey: `access_request:${request.id}:${happening.kind}:${eventId}`,
  });
}

function toldOf(detail: AccessRequestDetail, happening: Happening, by: string): Told {
  const { request, proposal, deciders } = detail;
  const what = wordsOf(proposal, request.subjectName);
  const asker = [request.askedBy];
  const deciding = deciders.map(({ id }) => id);
  switch (happening.kind) {
    case "opened":
      return {
        title: `${request.askerName} asks for ${what}`,
        summary: summaryOf(request.reason, request.because),
        personIds: deciding,
      };
    case "needs_second_person":
      return {
        title: `${by} approved ${what}; a second person has to`,
        summary: summaryOf(request.reason, request.because),
        personIds: [...asker, ...deciding],
      };
    case "approved":
      return {
        title: `${by} approved ${what}`,
        summary: summaryOf(request.note, endSentence(request.grantEndsAt)),
        personIds: asker,
      };
    case "refused":
      return {
        title: `${by} refused ${what}`,
        summary: summaryOf(request.note, "No reason was given."),
        personIds: asker,
      };
    case "commented":
      return {
        title: `${by} commented on ${what}`,
        summary: summaryOf(happening.text, ""),
        personIds: [...asker, ...deciding],
      };
  }
}

function summaryOf(text: string, otherwise: string): string {
  const shown = text === "" ? otherwise : text;
  return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS)}…` : shown;
}

function endSentence(endsAt: Date | null): string {
  return endsAt === null
    ? "It stays."
    : `It ends by itself ${endsAt.toISOString().slice(0, 16).replace("T", " ")} UTC.`;
}

function factOf({ field, before, after }: ChangeLine) {
  const then = after ?? "none";
  return { label: field, value: before === null ? then : `${before} → ${then}` };
}
