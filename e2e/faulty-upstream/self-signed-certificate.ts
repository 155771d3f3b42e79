import { generateKeyPairSync, sign } from "node:crypto";

/** A key and a certificate in PEM that nobody trusts unless told to. */
export interface KeyAndCertificate {
  key: string;
  cert: string;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const EXPLICIT = { version: 0xa0, extensions: 0xa3 };
const OID = {
  commonName: [0x55, 0x04, 0x03],
  subjectAltName: [0x55, 0x1d, 0x11],
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
};

/** A certificate for `localhost` and 127.0.0.1, signed by itself (RFC 5280, 4.1; DER after X.690). */
export function selfSignedCertificate(): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = tagged(SEQUENCE, objectId(OID.ecdsaWithSha256));
  const name = tagged(
    SEQUENCE,
    tagged(SET, tagged(SEQUENCE, objectId(OID.commonName), tagged(0x0c, Buffer.from("localhost")))),
  );
  const body = tagged(
    SEQUENCE,
    tagged(EXPLICIT.version, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.of(1)),
    algorithm,
    name,
    tagged(SEQUENCE, time("200101000000Z"), time("491231235959Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(EXPLICIT.extensions, tagged(SEQUENCE, alternativeNames())),
  );
  const signature = sign("sha256", body, privateKey);
  const certificate = tagged(SEQUENCE, body, algorithm, tagged(0x03, Buffer.of(0), signature));
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert: pem(certificate) };
}

function alternativeNames(): Buffer {
  const dnsName = tagged(0x82, Buffer.from("localhost"));
  const address = tagged(0x87, Buffer.of(127, 0, 0, 1));
  return tagged(SEQUENCE, objectId(OID.subjectAltName), tagged(0x04, tagged(SEQUENCE, dnsName, address)));
}

const objectId = (bytes: readonly number[]) => tagged(0x06, Buffer.from(bytes));
const time = (text: string) => tagged(0x17, Buffer.from(text));

/** A tag, the length of what follows, and what follows. */
function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const bytes = length > 0xff ? [0x82, length >> 8, length & 0xff] : [0x81, length];
  return Buffer.concat([Buffer.of(tag, ...bytes), content]);
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
