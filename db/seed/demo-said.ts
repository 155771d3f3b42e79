import type { ClosedExchange, SaidText } from "@/lib/ledger/contract";
import { createChance } from "./random";

const DAY_MS = 86_400_000;
/** Further back, the demo's texts are past their days. */
const KEPT_DAYS = 14;

const TALKS: readonly (readonly [question: string, answer: string])[] = [
  [
    "Where is my order? It was due on Tuesday.",
    "I am sorry for the delay. Your order left our depot this morning and should be with you **tomorrow before noon**.\n\nYou can follow it under *My orders*; I have also sent the link to your e-mail address.",
  ],
  [
    "Can I change the delivery address after I have paid?",
    "Yes, as long as the parcel has not left the depot:\n\n1. Open *My orders*\n2. Choose the order\n3. Press **Change address**\n\nOnce it is on its way, the courier can redirect it for you.",
  ],
  [
    "The invoice shows the wrong company name. Please correct it.",
    "I can issue a corrected invoice. Which name should it carry, and is the VAT number on it still right?",
  ],
  [
    "Do you have this jacket in a size 42, in dark green?",
    "In dark green we have sizes 40 and 44 in stock. Size 42 is expected in about ten days. Shall I tell you when it is there?",
  ],
  [
    "I want to return two of the three items. How do I do that?",
    "You have 30 days to return them. Here is what to do:\n\n| Step | Where |\n| --- | --- |\n| Choose the items | *My orders* |\n| Print the label | e-mail |\n| Hand the parcel in | any post office |\n\nThe refund reaches you within five days.",
  ],
];

/** What was said in a call of a project that keeps text; null where it is too long ago. Deterministic for the same call. */
export function demoSaid(exchange: ClosedExchange, now: Date): SaidText | null {
  if (exchange.startedAt.getTime() < now.getTime() - KEPT_DAYS * DAY_MS || exchange.modelAsked === null) return null;
  const [question, answer] = createChance(exchange.startedAt.getTime() % 2_147_483_647).pick(TALKS);
  const messages = [
    { role: "system", content: "You are the assistant of an online shop. Be brief and friendly." },
    { role: "user", content: question },
  ];
  const prompt = Buffer.from(JSON.stringify({ model: exchange.modelAsked, messages }));
  const whole = JSON.stringify({ choices: [{ index: 0, message: { role: "assistant", content: answer } }] });
  const events = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: answer } }] })}\n\ndata: [DONE]\n\n`;
  const said = exchange.outcome === "ok" ? (exchange.streamed ? events : whole) : "";
  return {
    prompt,
    promptBytes: prompt.length,
    answer: said,
    answerBytes: said.length,
    isCut: false,
    keptBytes: prompt.length + said.length,
  };
}
