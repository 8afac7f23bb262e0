import { type ReactNode, useDeferredValue, useState } from 'react'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { type Notes, within } from '../result.ts'
import { ContactRow } from './ContactRow.tsx'
import { Folder } from './Folder.tsx'
import { GroupLink } from './GroupLink.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'
import { Requests } from './Requests.tsx'
import { StaleNotice } from './StaleNotice.tsx'

/** Each of these lists takes one call, if any; what is in a folder is loaded when that is opened. */
const CHAT_LIST = graphql(`
  fragment ChatList on Viewer {
    mixin {
      contacts(first: 100) {
        nodes {
          id
          name
          ...ContactRow
        }
      }
      blockedUsers(first: 100) {
        nodes {
          id
          name
          ...ContactRow
        }
      }
      circles {
        id
        name
        ...Folder
      }
    }
    sealtalk {
      contacts(first: 100) {
        nodes {
          id
          name
          ...ContactRow
        }
      }
      blockedUsers(first: 100) {
        nodes {
          id
          name
          ...ContactRow
        }
      }
      groups(first: 500) {
        nodes {
          id
          name
          ...GroupLink
        }
      }
      favoriteConversations(first: 100) {
        nodes {
          id
          name
          ...GroupLink
        }
      }
      ...Requests
    }
  }
`)

interface ChatListProps {
  readonly viewer: FragmentType<typeof CHAT_LIST>
  readonly notes: Notes
  readonly onTryAgain: () => void
}

/** Whether a name contains what was typed, whatever its case. */
const matches = (name: string | null, text: string): boolean =>
  (name ?? '').toLocaleLowerCase().includes(text.trim().toLocaleLowerCase())

interface PartProps {
  readonly title: string
  readonly count: number
  readonly children: ReactNode
}

const Part = ({ title, count, children }: PartProps) => {
  if (count === 0) return null
  return (
    <section aria-label={title}>
      <h3>
        {title} <span className="quiet">{count}</span>
      </h3>
      <ul className="list" aria-label={title}>
        {children}
      </ul>
    </section>
  )
}

/** Everybody and everything that the viewer may write to, of both networks, with a field that filters by name. */
export const ChatList = ({ viewer, notes, onTryAgain }: ChatListProps) => {
  const { mixin, sealtalk } = useFragment(CHAT_LIST, viewer)
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed)
  const named = <Item extends { readonly name: string | null }>(
    items: readonly Item[] = [],
  ): readonly Item[] => items.filter(({ name }) => matches(name, text))
  const blocked = named([...(mixin?.blockedUsers?.nodes ?? []), ...(sealtalk?.blockedUsers?.nodes ?? [])])
  const isBlocked = new Set(blocked.map(({ id }) => id))
  // A contact of SealTalk who is blocked stays one.
  const people = named([...(mixin?.contacts?.nodes ?? []), ...(sealtalk?.contacts?.nodes ?? [])]).filter(
    ({ id }) => !isBlocked.has(id),
  )
  const favorites = named(sealtalk?.favoriteConversations?.nodes)
  const groups = named(sealtalk?.groups?.nodes)
  const folders = named(mixin?.circles ?? [])
  const isEmpty = [people, favorites, groups, folders, blocked].every(({ length }) => length === 0)
  // What is wrong with SealTalk is said where one signs in.
  const mixinNotes = within(notes, 'mixin')
  const [problem] = mixinNotes.problems

  return (
    <section className="card chats" aria-labelledby="chats">
      <h2 id="chats">Chats</h2>
      <label>
        Filter by name
        <input
          type="search"
          name="filter"
          autoComplete="off"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      {problem && <ProblemNotice problem={problem} onTryAgain={onTryAgain} />}
      <StaleNotice network="MIXIN" notes={mixinNotes} />
      {sealtalk && <Requests account={sealtalk} />}
      <div className="scrolling">
        <Part title="Favorites" count={favorites.length}>
          {favorites.map((group) => (
            <GroupLink key={group.id} group={group} />
          ))}
        </Part>
        <Part title="Folders" count={folders.length}>
          {folders.map((folder) => (
            <Folder key={folder.id} folder={folder} />
          ))}
        </Part>
        <Part title="Contacts" count={people.length}>
          {people.map((user) => (
            <ContactRow key={user.id} user={user} />
          ))}
        </Part>
        <Part title="Groups" count={groups.length}>
          {groups.map((group) => (
            <GroupLink key={group.id} group={group} />
          ))}
        </Part>
        <Part title="Blocked" count={blocked.length}>
          {blocked.map((user) => (
            <ContactRow key={user.id} user={user} />
          ))}
        </Part>
        {isEmpty && (
          <p className="quiet">{text === '' ? 'Nobody and nothing yet.' : 'Nothing has that name.'}</p>
        )}
      </div>
    </section>
  )
}
