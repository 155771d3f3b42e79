import { sendBriefly } from "@/lib/egress/send-briefly";
import { answerOf } from "./answer-of";
import type { Deliver, Message } from "./destination";

/** Block Kit's bounds (https://docs.slack.dev/reference/block-kit/blocks). */
const HEADER_CHARACTERS = 150;
const TEXT_CHARACTERS = 3000;
const FIELD_CHARACTERS = 2000;
const FIELDS = 10;

/** Posts to an incoming webhook of Slack: blocks of plain text, so no notice can mention a channel or hide a link, and a line for notifications. */
export const toSlack: Deliver = async (message, { id, secrets }, { egress }) => {
  const body = JSON.stringify(slackBody(message));
  const url = secrets[0]?.reveal() ?? "";
  const headers = { "content-type": "application/json" };
  return answerOf(await sendBriefly(egress, { poolKey: id, method: "POST", url, headers, body }));
};

/** The message as Slack takes it. */
export function slackBody({ notice, url }: Message) {
  const { title, summary, facts, severity, team } = notice;
  const fields = facts.slice(0, FIELDS).map(({ label, value }) => plain(`${label}\n${value}`, FIELD_CHARACTERS));
  return {
    text: escaped(`${title}: ${summary}`).slice(0, TEXT_CHARACTERS),
    unfurl_links: false,
    blocks: [
      { type: "header", text: plain(title, HEADER_CHARACTERS) },
      { type: "section", text: plain(summary, TEXT_CHARACTERS) },
      ...(fields.length === 0 ? [] : [{ type: "section", fields }]),
      { type: "actions", elements: [{ type: "button", text: plain("Open in Gatehouse", 75), url }] },
      { type: "context", elements: [plain(team === null ? severity : `${severity} · ${team.name}`, FIELD_CHARACTERS)] },
    ],
  };
}

function plain(text: string, characters: number) {
  return { type: "plain_text", text: text.slice(0, characters) || " ", emoji: false };
}

/** The only text that Slack reads as its markup (https://docs.slack.dev/messaging/formatting-message-text). */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
