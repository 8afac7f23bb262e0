import { type ComponentProps, type ReactNode, useDeferredValue, useState } from 'react'
import { useQuery } from 'urql'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { type Notes, useNotes, within } from '../result.ts'
import { Folder } from './Folder.tsx'
import { countOf, GroupPage, isNothing } from './GroupPage.tsx'
import { NextPage } from './NextPage.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'
import { Requests } from './Requests.tsx'
import { StaleNotice } from './StaleNotice.tsx'
import { isNobody, UserPage } from './UserPage.tsx'

/**
 * Each of these lists takes one call, if any; what is in a folder is loaded when that is opened. SealTalk has no more than 500
 * groups of an account.
 */
const CHAT_LIST = graphql(`
  fragment ChatList on Viewer {
    mixin {
      contacts(first: 25) {
        ...UserPage
      }
      blockedUsers(first: 25) {
        ...UserPage
      }
      circles {
        id
        name
        ...Folder
      }
    }
    sealtalk {
      contacts(first: 25) {
        ...UserPage
      }
      blockedUsers(first: 25) {
        ...UserPage
      }
      groups(first: 500) {
        ...GroupPage
      }
      favoriteConversations(first: 100) {
        ...GroupPage
      }
      ...Requests
    }
  }
`)

/** Names are searched in whole lists, of which the page has a part only. */
const CONTACTS_NAMED = graphql(`
  query ContactsNamed($search: String!) {
    viewer {
      mixin {
        contacts(first: 25, search: $search) {
          ...UserPage
        }
      }
      sealtalk {
        contacts(first: 25, search: $search) {
          ...UserPage
        }
      }
    }
  }
`)

const NEXT_GROUPS = graphql(`
  query NextGroups($after: String, $areFavorites: Boolean!) {
    viewer {
      sealtalk {
        groups(first: 500, after: $after) @skip(if: $areFavorites) {
          ...GroupPage
        }
        favoriteConversations(first: 100, after: $after) @include(if: $areFavorites) {
          ...GroupPage
        }
      }
    }
  }
`)

const NETWORKS = [
  ['MIXIN', 'mixin'],
  ['SEALTALK', 'sealtalk'],
] as const

interface ChatListProps {
  readonly viewer: FragmentType<typeof CHAT_LIST>
  readonly notes: Notes
  readonly onTryAgain: () => void
}

/** Whether a name contains what was typed, whatever its case. */
const matches = (name: string | null, text: string): boolean =>
  (name ?? '').toLocaleLowerCase().includes(text.toLocaleLowerCase())

interface PartProps {
  readonly title: string
  /** How many there are, if that is known. */
  readonly count?: number
  readonly isEmpty: boolean
  readonly children: ReactNode
}

const Part = ({ title, count, isEmpty, children }: PartProps) => {
  if (isEmpty) return null
  return (
    <section aria-label={title}>
      <h3>
        {title} {count !== undefined && <span className="quiet">{count}</span>}
      </h3>
      <ul className="list" aria-label={title}>
        {children}
      </ul>
    </section>
  )
}

/** The button that loads more groups of SealTalk. */
const moreGroups =
  (areFavorites: boolean): ComponentProps<typeof GroupPage>['renderMore'] =>
  (after, show) => (
    <NextPage
      query={NEXT_GROUPS}
      variables={{ after, areFavorites }}
      pageOf={({ viewer: { sealtalk } }) => sealtalk?.groups ?? sealtalk?.favoriteConversations}
      what={areFavorites ? 'favorites' : 'groups'}
    >
      {show}
    </NextPage>
  )

/** Everybody and everything that the viewer may write to, of both networks, with a field that filters by name. */
export const ChatList = ({ viewer, notes, onTryAgain }: ChatListProps) => {
  const { mixin, sealtalk } = useFragment(CHAT_LIST, viewer)
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const search = text === '' ? null : text
  const [found] = useQuery({ query: CONTACTS_NAMED, variables: { search: text }, pause: search === null })
  const accounts = search === null ? { mixin, sealtalk } : (found.data?.viewer ?? {})
  const isShown = ({ name }: { readonly name: string | null }) => matches(name, text)
  // A contact of SealTalk who is blocked stays one. The gateway has searched for the name.
  const isContact = ({ isBlocked }: { readonly isBlocked: boolean | null }) => isBlocked !== true
  const contacts = { mixin: accounts.mixin?.contacts, sealtalk: accounts.sealtalk?.contacts }
  const blocked = { mixin: mixin?.blockedUsers, sealtalk: sealtalk?.blockedUsers }
  const favorites = sealtalk?.favoriteConversations
  const groups = sealtalk?.groups
  const folders = (mixin?.circles ?? []).filter(isShown)
  const isEmpty = {
    favorites: isNothing(favorites, isShown),
    folders: folders.length === 0,
    contacts: isNobody(contacts.mixin, isContact) && isNobody(contacts.sealtalk, isContact),
    groups: isNothing(groups, isShown),
    blocked: isNobody(blocked.mixin, isShown) && isNobody(blocked.sealtalk, isShown),
  }
  // What is wrong with SealTalk is said where one signs in.
  const mixinNotes = within(notes, 'mixin')
  const [problem] = mixinNotes.problems
  const [notFound] = useNotes(found).problems

  return (
    <section className="card chats" aria-labelledby="chats">
      <h2 id="chats">Chats</h2>
      <label>
        Filter by name
        <input
          type="search"
          name="filter"
          autoComplete="off"
          maxLength={100}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      {problem && <ProblemNotice problem={problem} onTryAgain={onTryAgain} />}
      <StaleNotice network="MIXIN" notes={mixinNotes} />
      {sealtalk && <Requests account={sealtalk} />}
      <div className="scrolling">
        <Part title="Favorites" count={countOf(favorites)} isEmpty={isEmpty.favorites}>
          {favorites && <GroupPage page={favorites} isShown={isShown} renderMore={moreGroups(true)} />}
        </Part>
        <Part title="Folders" count={folders.length} isEmpty={isEmpty.folders}>
          {folders.map((folder) => (
            <Folder key={folder.id} folder={folder} />
          ))}
        </Part>
        <Part title="Contacts" isEmpty={isEmpty.contacts}>
          {NETWORKS.map(([network, account]) => {
            const page = contacts[account]
            const list = { network, list: 'contacts', search, isShown: isContact } as const
            return page && <UserPage key={`${network} ${text}`} page={page} {...list} />
          })}
        </Part>
        <Part title="Groups" count={countOf(groups)} isEmpty={isEmpty.groups}>
          {groups && <GroupPage page={groups} isShown={isShown} renderMore={moreGroups(false)} />}
        </Part>
        <Part title="Blocked" isEmpty={isEmpty.blocked}>
          {NETWORKS.map(([network, account]) => {
            const page = blocked[account]
            const list = { network, list: 'blocked users', search: null, isShown } as const
            return page && <UserPage key={network} page={page} {...list} />
          })}
        </Part>
        {notFound && search !== null && !mixinNotes.problems.includes(notFound) && (
          <ProblemNotice problem={notFound} />
        )}
        {Object.values(isEmpty).every(Boolean) && !found.fetching && (
          <p className="quiet">{text === '' ? 'Nobody and nothing yet.' : 'Nothing has that name.'}</p>
        )}
      </div>
    </section>
  )
}
