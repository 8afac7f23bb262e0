import { useState } from 'react'
import { useQuery } from 'urql'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { useNotes } from '../result.ts'
import { GroupLink } from './GroupLink.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

const FOLDER = graphql(`
  fragment Folder on Circle {
    id
    name
  }
`)

/** Each conversation takes a call of its own, so a folder is loaded when it is opened. */
const CONTENTS = graphql(`
  query FolderContents($id: ID!) {
    node(id: $id) {
      id
      ... on Circle {
        conversations(first: 50) {
          nodes {
            id
            ...GroupLink
          }
        }
      }
    }
  }
`)

interface FolderProps {
  readonly folder: FragmentType<typeof FOLDER>
}

/** A circle of Mixin with its conversations. */
export const Folder = ({ folder }: FolderProps) => {
  const { id, name } = useFragment(FOLDER, folder)
  const [isOpen, setOpen] = useState(false)
  const [result, refetch] = useQuery({ query: CONTENTS, variables: { id }, pause: !isOpen })
  const [problem] = useNotes(result).problems
  const node = result.data?.node
  const conversations = node?.__typename === 'Circle' ? node.conversations : null
  return (
    <li>
      <details className="chat" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          {name} <span className="badge">Mixin</span>
        </summary>
        {problem && (
          <ProblemNotice problem={problem} onTryAgain={() => refetch({ requestPolicy: 'network-only' })} />
        )}
        {!problem && !conversations && <p className="quiet">Loading …</p>}
        {conversations && (
          <ul className="people" aria-label={name ?? 'Folder'}>
            {conversations.nodes.map((conversation) => (
              <GroupLink key={conversation.id} group={conversation} />
            ))}
          </ul>
        )}
      </details>
    </li>
  )
}
