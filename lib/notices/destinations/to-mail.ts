import type { Deliver, Message } from "./destination";

/** Sends the notice to the person it is for, or to the destination's recipients. */
export const toMail: Deliver = async (message, { settings, secrets }, { mail, publicUrl }) => {
  const server = settings.mail;
  if (server === undefined) throw new Error("a mail destination without a server");
  const { host, port, security, username, from } = server;
  const password = secrets[0]?.reveal() ?? null;
  const { answer } = await mail.send({
    server: { host, port, security, login: username === null || password === null ? null : { username, password } },
    id: `${message.notice.id}${message.person === null ? "" : ".p"}@${new URL(publicUrl).hostname}`,
    from,
    to: message.person === null ? server.to : [message.person.email],
    subject: message.notice.title,
    text: textOf(message),
    html: htmlOf(message),
  });
  return { isTaken: true, status: Number.parseInt(answer, 10) || null, said: answer.slice(0, 200) };
};

function textOf({ notice, url, person }: Message): string {
  const greeting = person === null ? [] : [`Hello ${person.name},`, ""];
  const facts = notice.facts.map(({ label, value }) => `${label}: ${value}`);
  const parts = [notice.summary, ...(facts.length === 0 ? [] : ["", ...facts]), "", `Open in Gatehouse: ${url}`];
  return [...greeting, ...parts, ""].join("\n");
}

function htmlOf({ notice, url, person }: Message): string {
  const greeting = person === null ? "" : `<p>Hello ${escaped(person.name)},</p>`;
  const rows = notice.facts.map(
    ({ label, value }) =>
      `<tr><td style="padding:2px 16px 2px 0;color:#71717a">${escaped(label)}</td><td>${escaped(value)}</td></tr>`,
  );
  const table =
    rows.length === 0 ? "" : `<table style="font-size:14px;border-collapse:collapse">${rows.join("")}</table>`;
  const button = `<a href="${escaped(url)}" style="display:inline-block;padding:8px 14px;background:#4f46e5;color:#fff;border-radius:6px;text-decoration:none">Open in Gatehouse</a>`;
  return `<div style="font-family:system-ui,sans-serif;font-size:14px;color:#18181b;max-width:560px"><h1 style="font-size:18px">${escaped(notice.title)}</h1>${greeting}<p>${escaped(notice.summary)}</p>${table}<p>${button}</p></div>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
