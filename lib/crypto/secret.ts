import { inspect } from "node:util";

/**
 * A value that must not be logged: printing, serializing or inspecting it gives `[secret]`.
 * `reveal()` is the only way in; call it at the last moment, in the expression that needs it.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [inspect.custom](): string {
    return "[secret]";
  }
}
