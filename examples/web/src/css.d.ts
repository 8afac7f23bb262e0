import 'react'

declare module 'react' {
  /** `style` takes variables of page.css as well. */
  interface CSSProperties {
    [name: `--${string}`]: string | number
  }
}
