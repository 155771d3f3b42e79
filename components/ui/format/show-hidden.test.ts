import { expect, it } from "vitest";
import { showHidden, splitHidden } from "./show-hidden";

it("names what cannot be seen and leaves the rest as it is", () => {
  expect(showHidden("user\u202Egnp.exe\u0000\u200B\u{E0041}")).toBe("user⟨U+202E⟩gnp.exe⟨U+0000⟩⟨U+200B⟩⟨U+E0041⟩");
  expect(showHidden("line\nbreak\tand 👩‍💻 stay")).toBe("line\nbreak\tand 👩‍💻 stay");
  expect(showHidden("a\u200Db")).toBe("a⟨U+200D⟩b");
  expect(splitHidden("a\u202Eb")).toEqual([{ text: "a" }, { hidden: "U+202E" }, { text: "b" }]);
  expect(splitHidden("")).toEqual([{ text: "" }]);
});
