import { useState } from 'react'

interface AvatarProps {
  readonly name: string | null
  readonly url: string | null
  /** Determines the color. */
  readonly id: string
}

/** The first character, which may take two code units. */
const firstOf = (word = ''): string => /./u.exec(word)?.[0] ?? ''

const initialsOf = (name: string | null): string => {
  const words = (name ?? '?').split(/\s+/)
  return (firstOf(words[0]) + (words.length > 1 ? firstOf(words.at(-1)) : '')).toUpperCase()
}

const hueOf = (id: string): number => {
  let hue = 7
  for (let index = 0; index < id.length; index += 1) hue = (hue * 31 + id.charCodeAt(index)) % 360
  return hue
}

/** Initials, covered by the picture if it loads. Hidden from screen readers, because the name is beside it. */
export const Avatar = ({ name, url, id }: AvatarProps) => {
  const [isBroken, setBroken] = useState(false)
  return (
    <span className="avatar" style={{ '--hue': hueOf(id) }} aria-hidden="true">
      <span>{initialsOf(name)}</span>
      {url !== null && !isBroken && (
        // The picture's host must not learn who views which page.
        <img src={url} alt="" loading="lazy" referrerPolicy="no-referrer" onError={() => setBroken(true)} />
      )}
    </span>
  )
}
