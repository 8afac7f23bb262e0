import { useEffect, useState } from 'react'

/**
 * Whole seconds until a time; counts down to 0.
 * @param time in milliseconds since 1970; the result is 0 for undefined
 */
export const useSecondsUntil = (time: number | undefined): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (time === undefined) return undefined
    const tick = () => {
      setNow(Date.now())
      if (Date.now() >= time) clearInterval(timer)
    }
    // Several times a second, so that no second is skipped.
    const timer = setInterval(tick, 250)
    tick()
    return () => clearInterval(timer)
  }, [time])
  return time === undefined ? 0 : Math.max(0, Math.ceil((time - now) / 1000))
}
