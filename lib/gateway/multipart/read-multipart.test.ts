import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { formType, readMultipart, textOfPart } from "./read-multipart";
import { spliceMultipart } from "./splice-multipart";

async function encode(form: FormData): Promise<{ bytes: Buffer; type: string }> {
  const response = new Response(form);
  const type = response.headers.get("content-type") ?? "";
  return { bytes: Buffer.from(await response.arrayBuffer()), type };
}

const TYPE = "multipart/form-data; boundary=b";
const PLAIN = '--b\r\nContent-Disposition: form-data; name="model"\r\n\r\ncheap\r\n';
const OTHER = PLAIN.replace("cheap", "dear");
const END = "--b--\r\n";

describe("a form", () => {
  it("is read as it was written, whatever its fields and files hold, and a splice changes nothing else", async () => {
    const field = fc.record({ name: fc.stringMatching(/^[a-z_]{1,12}$/), value: fc.string({ unit: "binary" }) });
    await fc.assert(
      fc.asyncProperty(fc.array(field, { maxLength: 6 }), fc.uint8Array({ maxLength: 200 }), async (fields, bytes) => {
        const form = new FormData();
        for (const { name, value } of fields) form.append(`f_${name}`, value.toWellFormed());
        form.set("model", "mine");
        form.set("file", new File([new Uint8Array(bytes)], "a.mp3"));
        const sent = await encode(form);
        const body = readMultipart(sent.bytes, sent.type);
        const plain = body.parts.filter(({ filename }) => filename === null);
        expect(plain.map((part) => textOfPart(body, part))).toEqual(
          [...form.values()]
            .filter((value) => typeof value === "string")
            .map((text) => text.replace(/\r\n?|\n/g, "\r\n")),
        );
        const file = body.parts.find(({ name, filename }) => name === "file" && filename === "a.mp3");
        expect(sent.bytes.subarray(file?.start, file?.end)).toEqual(Buffer.from(bytes));
        const spliced = spliceMultipart(body, { model: "theirs" }).toString("latin1");
        expect(spliced).toBe(
          sent.bytes.toString("latin1").replace('name="model"\r\n\r\nmine', 'name="model"\r\n\r\ntheirs'),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("gets a field that it does not have at its end", async () => {
    const form = new FormData();
    form.set("prompt", "x");
    const sent = await encode(form);
    const spliced = spliceMultipart(readMultipart(sent.bytes, sent.type), { model: "theirs" });
    const read = await new Response(new Uint8Array(spliced), { headers: { "content-type": sent.type } }).formData();
    expect([...read.entries()]).toEqual([
      ["prompt", "x"],
      ["model", "theirs"],
    ]);
  });

  it.each([
    ["without a boundary", "multipart/form-data", "--b\r\n"],
    ["without a part", "multipart/form-data; boundary=b", "nothing"],
    ["cut off in a head", "multipart/form-data; boundary=b", '--b\r\nContent-Disposition: form-data; name="a"'],
    [
      "cut off in a part",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx',
    ],
    [
      "with a part that has no name",
      "multipart/form-data; boundary=b",
      "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
    ],
    [
      "with a head without end",
      "multipart/form-data; boundary=b",
      `--b\r\n${"a: b\r\n".repeat(2_000)}\r\n\r\nx\r\n--b--`,
    ],
    [
      "with too many parts",
      "multipart/form-data; boundary=b",
      `${'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'.repeat(200)}--b--`,
    ],
  ])("is refused %s", (_what, type, text) => {
    const read = () => readMultipart(Buffer.from(text), type);
    expect(read).toThrow(AppError);
    expect(read).toThrow(/not a valid multipart/);
  });

  it.each([
    ["two boundaries", "multipart/form-data; boundary=b; boundary=c", `${PLAIN}--b--`],
    ["words before it", TYPE, `x\r\n${PLAIN}--b--`],
    ["a part after its end", TYPE, `${PLAIN}--b--\r\n${OTHER}--b--`],
    ["an end that goes on", TYPE, `${PLAIN}--b--x\r\n${OTHER}--b--`],
    ["a boundary that goes on", TYPE, `${PLAIN}--bx\r\n${OTHER}--b--`],
    [
      "a boundary that swallows the next",
      TYPE,
      `${PLAIN}--bx\r\nContent-Disposition: form-data; name="x"\r\n${OTHER}--b--`,
    ],
    ["a head that swallows a boundary", TYPE, `--b\r\nContent-Disposition: form-data; name="x"\r\n${OTHER}--b--`],
    ["a boundary after a bare line feed", TYPE, `${PLAIN.slice(0, -2)}\n${OTHER}--b--`],
    ["bare line feeds", TYPE, `${PLAIN}--b--`.replaceAll("\r\n", "\n")],
    ["a part with two names", TYPE, PLAIN.replace('name="model"', 'name="x"; name="model"') + END],
    [
      "a part with two dispositions",
      TYPE,
      PLAIN.replace("\r\n\r\n", '\r\nContent-Disposition: form-data; name="x"\r\n\r\n') + END,
    ],
    ["a name with an escape", TYPE, PLAIN.replace("model", "mo\\del") + END],
    ["a name in another charset", TYPE, PLAIN.replace('name="model"', `name="x"; name*=UTF-8''model`) + END],
    ["a file without a file name", TYPE, PLAIN.replace('name="model"', 'name="model"; filename=""') + END],
    [
      "a part that is encoded",
      TYPE,
      PLAIN.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n") + END,
    ],
    ["a line that goes on in the next", TYPE, PLAIN.replace("; name", ";\r\n name") + END],
  ])("is refused where another reader may see another form: %s", (_what, type, text) => {
    expect(() => readMultipart(Buffer.from(text), type)).toThrow(/not a valid multipart/);
  });

  it("names a file in either way, and goes on under the boundary it was read by", () => {
    const file = `${PLAIN.replace('name="model"', `name="file"; filename*=UTF-8''a.mp3`)}${END}`;
    expect(readMultipart(Buffer.from(file), TYPE).parts).toMatchObject([{ name: "file", filename: "UTF-8''a.mp3" }]);
    expect(formType({ boundary: "--WebKit_1" })).toBe("multipart/form-data; boundary=--WebKit_1");
    expect(formType({ boundary: "a=b:c" })).toBe('multipart/form-data; boundary="a=b:c"');
  });

  it("is refused where a field is no UTF-8", () => {
    const bytes = Buffer.from('--b\r\nContent-Disposition: form-data; name="model"\r\n\r\n\xff\r\n--b--', "latin1");
    const body = readMultipart(bytes, "multipart/form-data; boundary=b");
    expect(() => body.parts.map((part) => textOfPart(body, part))).toThrow(/not UTF-8/);
  });
});
