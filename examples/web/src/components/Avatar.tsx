import { useState } from 'react'

interface AvatarProps {
  readonly name: string | null
  readonly url: string | null
  /** Gives everybody a colour of their own. */
  readonly id: string
}

/** A letter may take several places of a string. */
const firstOf = (word = ''): string => /./u.exec(word)?.[0] ?? ''

const initialsOf = (name: string | null): string => {
  const words = (name ?? '?').split(/\s+/)
  return (firstOf(words[0]) + (words.length > 1 ? firstOf(words.at(-1)) : '')).toUpperCase()
}

const hueOf = (id: string): number => {
  let hue = 7
  for (let place = 0; place < id.length; place += 1) hue = (hue * 31 + id.charCodeAt(place)) % 360
  return hue
}

/**
 * Initials, and a picture over them where there is one that loads. It says nothing to those who do not see it: the
 * name stands beside it.
 */
export const Avatar = ({ name, url, id }: AvatarProps) => {
  const [isBroken, setBroken] = useState(false)
  return (
    <span className="avatar" style={{ '--hue': hueOf(id) }} aria-hidden="true">
      <span>{initialsOf(name)}</span>
      {url !== null && !isBroken && (
        // The picture's host is told neither who looks nor where.
        <img src={url} alt="" loading="lazy" referrerPolicy="no-referrer" onError={() => setBroken(true)} />
      )}
    </span>
  )
}
