import 'react'

declare module 'react' {
  /** `style` also accepts the variables of page.css. */
  interface CSSProperties {
    [name: `--${string}`]: string | number
  }
}
