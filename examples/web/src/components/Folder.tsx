import { useState } from 'react'
import { useQuery } from 'urql'
import type { ResultOf } from '@graphql-typed-document-node/core'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { useNotes } from '../result.ts'
import { GroupPage } from './GroupPage.tsx'
import { NextPage } from './NextPage.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

const FOLDER = graphql(`
  fragment Folder on Circle {
    id
    name
  }
`)

/** Each conversation takes a call of its own, so a folder is loaded when it is opened. */
const CONTENTS = graphql(`
  query FolderContents($id: ID!, $after: String) {
    node(id: $id) {
      id
      ... on Circle {
        conversations(first: 25, after: $after) {
          ...GroupPage
        }
      }
    }
  }
`)

const conversationsOf = ({ node }: ResultOf<typeof CONTENTS>) =>
  node?.__typename === 'Circle' ? node.conversations : null

interface FolderProps {
  readonly folder: FragmentType<typeof FOLDER>
}

/** A circle of Mixin with its conversations. */
export const Folder = ({ folder }: FolderProps) => {
  const { id, name } = useFragment(FOLDER, folder)
  const [isOpen, setOpen] = useState(false)
  const [result, refetch] = useQuery({ query: CONTENTS, variables: { id, after: null }, pause: !isOpen })
  const [problem] = useNotes(result).problems
  const conversations = result.data && conversationsOf(result.data)
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
            <GroupPage
              page={conversations}
              renderMore={(after, show) => (
                <NextPage
                  query={CONTENTS}
                  variables={{ id, after }}
                  pageOf={conversationsOf}
                  what={`of ${name ?? 'this folder'}`}
                >
                  {show}
                </NextPage>
              )}
            />
          </ul>
        )}
      </details>
    </li>
  )
}
