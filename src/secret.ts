/**
 * A text that must not be shown. Printed, inspected, put into a template or into JSON it is `[secret]`;
 * only {@link Secret.reveal} gives it away, and only the signer and the header writer call that.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The text itself. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]'
  }
}
