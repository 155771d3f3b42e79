import { isIP, type Socket } from "node:net";
import { createTransport } from "nodemailer";
import type SMTPTransport from "nodemailer/lib/smtp-transport";
import { EgressError, type MailEgress, type OutboundMail } from "./contract";
import { createDestinationPolicy, type DestinationPolicy } from "./destination-policy";
import { dial } from "./http1/dial";

const STEP_MS = 10_000;
/** A server that answers every step a little late is cut off. */
const WHOLE_MS = 20_000;

/** Mail under the same policy as every call: public names only, addresses checked on the connected socket, TLS unless the operator allowed the host. */
export function createMailEgress({ allow }: { allow: readonly string[] }): MailEgress {
  const policy = createDestinationPolicy(allow);
  return { send: (mail) => send(mail, policy) };
}

async function send(mail: OutboundMail, policy: DestinationPolicy): Promise<{ answer: string }> {
  const { host, port, security, login } = mail.server;
  policy.checkMailServer(host, port, { isEncrypted: security !== "none" });
  const secure = security === "tls";
  const socket = await dial({ secure, hostname: host, port, host: `${host}:${port}` }, { policy, alpn: [] });
  const tooLong = setTimeout(() => socket.destroy(new EgressError("aborted", "the mail took too long")), WHOLE_MS);
  const transport = transportOver(socket, mail);
  try {
    const { from, to, subject, text, html, id } = mail;
    const headers = { "Auto-Submitted": "auto-generated" };
    const sent = await transport.sendMail({ from, to: [...to], subject, text, html, messageId: `<${id}>`, headers });
    return { answer: sent.response };
  } catch (error) {
    throw toMailError(error, login !== null);
  } finally {
    clearTimeout(tooLong);
    transport.close();
    socket.destroy();
  }
}

/** nodemailer speaks; the socket is ours, so nothing of it can open another. */
function transportOver(socket: Socket, { server }: OutboundMail) {
  const { host, port, security, login } = server;
  const options: SMTPTransport.Options = {
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(isIP(host) === 0 ? { tls: { servername: host } } : {}),
    ...(login === null ? {} : { auth: { user: login.username, pass: login.password } }),
    getSocket: (_options, callback) => callback(null, { connection: socket, secured: security === "tls" }),
  };
  return createTransport(options);
}

/** What a mail server answered is for operators; a password never is in it. */
function toMailError(error: unknown, hasLogin: boolean): EgressError {
  if (error instanceof EgressError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  const status = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : null;
  if (code === "EAUTH")
    return new EgressError(
      "bad_response",
      `It refused the login${hasLogin ? "" : ", and none is set"}: ${message}`,
      error,
    );
  if (code === "ETLS")
    return new EgressError("connect_failed", `No encrypted connection came about: ${message}`, error);
  if (code === "ETIMEDOUT") return new EgressError("idle_timeout", "It did not answer in time.", error);
  if (status !== null) return new EgressError("bad_response", message, error);
  return new EgressError("connection_lost", message, error);
}
