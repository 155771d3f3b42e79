import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import type { OutboundMail } from "./contract";
import { CERTIFICATE } from "./http1/testing/certificate";
import { createMailEgress } from "./mail-egress";

interface Received {
  secure: boolean;
  to: string[];
  text: string;
}

describe("mail", () => {
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** A real mail server that lets in `gate` with the password `right`. */
  async function mailServer(options: SMTPServerOptions = {}) {
    const received: Received[] = [];
    const server = new SMTPServer({
      ...CERTIFICATE,
      authMethods: ["PLAIN", "LOGIN"],
      onAuth: ({ username, password }, _session, done) =>
        username === "gate" && password === "right" ? done(null, { user: username }) : done(new Error("Bad password")),
      onData(stream, session, done) {
        let text = "";
        stream.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        stream.on("end", () => {
          received.push({ secure: session.secure, to: session.envelope.rcptTo.map(({ address }) => address), text });
          done();
        });
      },
      ...options,
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    // What a client hangs up on is its own affair here.
    server.on("error", () => undefined);
    closing.push(() => new Promise<void>((resolve) => server.close(resolve)));
    return { port: (server.server.address() as AddressInfo).port, received };
  }

  function trustTestCertificate() {
    const before = getCACertificates("default");
    setDefaultCACertificates([...before, CERTIFICATE.cert]);
    closing.push(() => setDefaultCACertificates(before));
  }

  const mailTo = (port: number, server: Partial<OutboundMail["server"]> = {}): OutboundMail => ({
    server: {
      host: "localhost",
      port,
      security: "starttls",
      login: { username: "gate", password: "right" },
      ...server,
    },
    id: "ntc_1@gate.example.com",
    from: "gate@example.com",
    to: ["ada@example.com", "bob@example.com"],
    subject: "Budget at 80 %\r\nBcc: eve@example.com",
    text: "Look at it.",
    html: "<p>Look at it.</p>",
  });
  const send = (mail: OutboundMail) => createMailEgress({ allow: ["localhost"] }).send(mail);

  it("goes out encrypted, by STARTTLS or from the first byte, with a login", async () => {
    trustTestCertificate();
    const [upgraded, encrypted] = [await mailServer(), await mailServer({ secure: true })];
    expect((await send(mailTo(upgraded.port))).answer).toMatch(/^250 /);
    expect((await send(mailTo(encrypted.port, { security: "tls" }))).answer).toMatch(/^250 /);
    for (const [mail] of [upgraded.received, encrypted.received]) {
      expect(mail).toMatchObject({ secure: true, to: ["ada@example.com", "bob@example.com"] });
      expect(mail?.text).toContain("Message-ID: <ntc_1@gate.example.com>");
      expect(mail?.text).not.toMatch(/^bcc:/im);
    }
  });

  it("is not sent where the server does not prove who it is, does not encrypt, or refuses the login", async () => {
    const stranger = await mailServer();
    await expect(send(mailTo(stranger.port))).rejects.toMatchObject({ name: "EgressError" });
    trustTestCertificate();
    const plain = await mailServer({ hideSTARTTLS: true, disabledCommands: ["STARTTLS"] });
    await expect(send(mailTo(plain.port))).rejects.toMatchObject({ name: "EgressError" });
    const strict = await mailServer();
    const refusal = send(mailTo(strict.port, { login: { username: "gate", password: "wrong-secret" } }));
    await expect(refusal).rejects.toThrow("It refused the login");
    await expect(refusal).rejects.not.toThrow("wrong-secret");
    expect([...stranger.received, ...plain.received, ...strict.received]).toEqual([]);
  });

  it("goes to public servers at mail's own ports only, unless the operator allowed the host", async () => {
    const policed = createMailEgress({ allow: [] });
    for (const server of [
      { host: "localhost", port: 587 },
      { host: "127.0.0.1", port: 587 },
      { host: "smtp.example.com", port: 6379 },
      { host: "smtp.example.com", port: 587, security: "none" as const },
    ]) {
      const { host, ...rest } = server;
      const sent = policed.send(mailTo(server.port, { host, ...rest }));
      await expect(sent).rejects.toMatchObject({ failure: "forbidden_destination" });
    }
    const { port, received } = await mailServer({ authOptional: true });
    await send(mailTo(port, { security: "none", login: null }));
    expect(received).toHaveLength(1);
  });

  it("gives up on a server that hangs up", async () => {
    const { port } = await mailServer({ onConnect: (_session, done) => done(new Error("Not now")) });
    await expect(send(mailTo(port, { security: "none", login: null }))).rejects.toMatchObject({ name: "EgressError" });
  });
});
