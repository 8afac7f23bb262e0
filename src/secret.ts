/**
 * Text that must not leak: printing, inspecting, interpolating or serialising it gives `[secret]`. Call
 * {@link Secret.reveal} only where the value is used, such as for signing, deriving a key or sending.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

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
