/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Page($group: ID!, $first: Int!) {\n    viewer {\n      ...Masthead\n      ...ChatList\n      ...SealTalkCard\n    }\n    conversation(id: $group) {\n      ...GroupCard\n    }\n  }\n": typeof types.PageDocument,
    "\n  query Budget {\n    budgets {\n      lookup\n      remaining\n      retryAt\n    }\n  }\n": typeof types.BudgetDocument,
    "\n  fragment ChatList on Viewer {\n    mixin {\n      contacts(first: 25) {\n        ...UserPage\n      }\n      blockedUsers(first: 25) {\n        ...UserPage\n      }\n      circles {\n        id\n        name\n        ...Folder\n      }\n    }\n    sealtalk {\n      contacts(first: 25) {\n        ...UserPage\n      }\n      blockedUsers(first: 25) {\n        ...UserPage\n      }\n      groups(first: 500) {\n        ...GroupPage\n      }\n      favoriteConversations(first: 100) {\n        ...GroupPage\n      }\n      ...Requests\n    }\n  }\n": typeof types.ChatListFragmentDoc,
    "\n  query ContactsNamed($search: String!) {\n    viewer {\n      mixin {\n        contacts(first: 25, search: $search) {\n          ...UserPage\n        }\n      }\n      sealtalk {\n        contacts(first: 25, search: $search) {\n          ...UserPage\n        }\n      }\n    }\n  }\n": typeof types.ContactsNamedDocument,
    "\n  query NextGroups($after: String, $areFavorites: Boolean!) {\n    viewer {\n      sealtalk {\n        groups(first: 500, after: $after) @skip(if: $areFavorites) {\n          ...GroupPage\n        }\n        favoriteConversations(first: 100, after: $after) @include(if: $areFavorites) {\n          ...GroupPage\n        }\n      }\n    }\n  }\n": typeof types.NextGroupsDocument,
    "\n  fragment ContactRow on User {\n    id\n    network\n    name\n    avatarUrl\n    ...PersonActions\n  }\n": typeof types.ContactRowFragmentDoc,
    "\n  fragment Folder on Circle {\n    id\n    name\n  }\n": typeof types.FolderFragmentDoc,
    "\n  query FolderContents($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Circle {\n        conversations(first: 25, after: $after) {\n          ...GroupPage\n        }\n      }\n    }\n  }\n": typeof types.FolderContentsDocument,
    "\n  fragment FoundPerson on User {\n    id\n    name\n    avatarUrl\n    identityNumber\n    biography\n    isVerified\n    ...PersonActions\n  }\n": typeof types.FoundPersonFragmentDoc,
    "\n  fragment GroupActions on Conversation {\n    id\n    name\n    muteUntil\n    isFavorite\n    isEveryoneMuted\n    viewerCan {\n      rename\n      mute\n      muteEveryone\n      favorite\n      leave\n      dismiss\n    }\n  }\n": typeof types.GroupActionsFragmentDoc,
    "\n  mutation Mute($input: MuteConversationInput!) {\n    muteConversation(input: $input) {\n      conversation {\n        id\n        muteUntil\n      }\n    }\n  }\n": typeof types.MuteDocument,
    "\n  mutation Favorite($input: SetConversationFavoriteInput!) {\n    setConversationFavorite(input: $input) {\n      conversation {\n        id\n        isFavorite\n      }\n    }\n  }\n": typeof types.FavoriteDocument,
    "\n  mutation MuteEveryone($input: MuteEveryoneInput!) {\n    muteEveryone(input: $input) {\n      conversation {\n        id\n        isEveryoneMuted\n      }\n    }\n  }\n": typeof types.MuteEveryoneDocument,
    "\n  mutation Leave($input: LeaveConversationInput!) {\n    leaveConversation(input: $input) {\n      conversationId\n    }\n  }\n": typeof types.LeaveDocument,
    "\n  mutation Dismiss($input: DismissConversationInput!) {\n    dismissConversation(input: $input) {\n      conversationId\n    }\n  }\n": typeof types.DismissDocument,
    "\n  fragment GroupCard on Conversation {\n    id\n    network\n    name\n    iconUrl\n    createdAt\n    memberCount\n    viewerCan {\n      message\n    }\n    ...GroupActions\n    creator {\n      id\n      name\n    }\n    participants(first: $first) {\n      ...People\n    }\n  }\n": typeof types.GroupCardFragmentDoc,
    "\n  fragment GroupLink on Conversation {\n    id\n    network\n    category\n    name\n    iconUrl\n    memberCount\n  }\n": typeof types.GroupLinkFragmentDoc,
    "\n  fragment GroupPage on ConversationConnection {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      ...GroupLink\n    }\n  }\n": typeof types.GroupPageFragmentDoc,
    "\n  query Lookup($number: String!) {\n    user(by: { mixinIdentityNumber: $number }) {\n      ...FoundPerson\n    }\n  }\n": typeof types.LookupDocument,
    "\n  fragment Masthead on Viewer {\n    mixin {\n      user {\n        name\n      }\n    }\n    sealtalk {\n      user {\n        name\n      }\n    }\n  }\n": typeof types.MastheadFragmentDoc,
    "\n  query NextPeople($group: ID!, $first: Int!, $after: String) {\n    conversation(id: $group) {\n      id\n      participants(first: $first, after: $after) {\n        ...People\n      }\n    }\n  }\n": typeof types.NextPeopleDocument,
    "\n  fragment PersonActions on User {\n    id\n    isBlocked\n    contact {\n      state\n    }\n    viewerCan {\n      addContact\n      removeContact\n      block\n      unblock\n    }\n  }\n": typeof types.PersonActionsFragmentDoc,
    "\n  mutation AddContact($input: AddContactInput!) {\n    addContact(input: $input) {\n      outcome\n      user {\n        id\n      }\n    }\n  }\n": typeof types.AddContactDocument,
    "\n  mutation RemoveContact($input: RemoveContactInput!) {\n    removeContact(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": typeof types.RemoveContactDocument,
    "\n  mutation Block($input: BlockUserInput!) {\n    blockUser(input: $input) {\n      userId\n    }\n  }\n": typeof types.BlockDocument,
    "\n  mutation Unblock($input: UnblockUserInput!) {\n    unblockUser(input: $input) {\n      userId\n    }\n  }\n": typeof types.UnblockDocument,
    "\n  fragment PersonRow on Participant {\n    userId\n    role\n    user {\n      id\n      name\n      avatarUrl\n      identityNumber\n      app {\n        id\n        creator {\n          id\n          name\n        }\n      }\n    }\n  }\n": typeof types.PersonRowFragmentDoc,
    "\n  mutation Rename($input: UpdateConversationInput!) {\n    updateConversation(input: $input) {\n      conversation {\n        id\n        name\n      }\n    }\n  }\n": typeof types.RenameDocument,
    "\n  fragment Request on User {\n    id\n    name\n    avatarUrl\n    contact {\n      message\n    }\n  }\n": typeof types.RequestFragmentDoc,
    "\n  fragment Requests on SealTalkAccount {\n    contactRequests {\n      id\n      ...Request\n    }\n  }\n": typeof types.RequestsFragmentDoc,
    "\n  mutation Accept($input: AcceptContactRequestInput!) {\n    acceptContactRequest(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": typeof types.AcceptDocument,
    "\n  mutation Ignore($input: IgnoreContactRequestInput!) {\n    ignoreContactRequest(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": typeof types.IgnoreDocument,
    "\n  fragment SealTalkCard on Viewer {\n    sealtalk {\n      user {\n        id\n        name\n      }\n    }\n  }\n": typeof types.SealTalkCardFragmentDoc,
    "\n  mutation Send($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      messageId\n    }\n  }\n": typeof types.SendDocument,
    "\n  mutation SignIn($input: LoginInput!) {\n    login(input: $input) {\n      userId\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation SignOut {\n    logout {\n      loggedOut\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  fragment UserPage on UserConnection {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      isBlocked\n      ...ContactRow\n    }\n  }\n": typeof types.UserPageFragmentDoc,
    "\n  query NextUsers($after: String, $search: String, $isMixin: Boolean!, $isBlocked: Boolean!) {\n    viewer {\n      mixin @include(if: $isMixin) {\n        contacts(first: 25, after: $after, search: $search) @skip(if: $isBlocked) {\n          ...UserPage\n        }\n        blockedUsers(first: 25, after: $after) @include(if: $isBlocked) {\n          ...UserPage\n        }\n      }\n      sealtalk @skip(if: $isMixin) {\n        contacts(first: 25, after: $after, search: $search) @skip(if: $isBlocked) {\n          ...UserPage\n        }\n        blockedUsers(first: 25, after: $after) @include(if: $isBlocked) {\n          ...UserPage\n        }\n      }\n    }\n  }\n": typeof types.NextUsersDocument,
    "\n  fragment People on ParticipantConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      userId\n      ...PersonRow\n    }\n  }\n": typeof types.PeopleFragmentDoc,
};
const documents: Documents = {
    "\n  query Page($group: ID!, $first: Int!) {\n    viewer {\n      ...Masthead\n      ...ChatList\n      ...SealTalkCard\n    }\n    conversation(id: $group) {\n      ...GroupCard\n    }\n  }\n": types.PageDocument,
    "\n  query Budget {\n    budgets {\n      lookup\n      remaining\n      retryAt\n    }\n  }\n": types.BudgetDocument,
    "\n  fragment ChatList on Viewer {\n    mixin {\n      contacts(first: 25) {\n        ...UserPage\n      }\n      blockedUsers(first: 25) {\n        ...UserPage\n      }\n      circles {\n        id\n        name\n        ...Folder\n      }\n    }\n    sealtalk {\n      contacts(first: 25) {\n        ...UserPage\n      }\n      blockedUsers(first: 25) {\n        ...UserPage\n      }\n      groups(first: 500) {\n        ...GroupPage\n      }\n      favoriteConversations(first: 100) {\n        ...GroupPage\n      }\n      ...Requests\n    }\n  }\n": types.ChatListFragmentDoc,
    "\n  query ContactsNamed($search: String!) {\n    viewer {\n      mixin {\n        contacts(first: 25, search: $search) {\n          ...UserPage\n        }\n      }\n      sealtalk {\n        contacts(first: 25, search: $search) {\n          ...UserPage\n        }\n      }\n    }\n  }\n": types.ContactsNamedDocument,
    "\n  query NextGroups($after: String, $areFavorites: Boolean!) {\n    viewer {\n      sealtalk {\n        groups(first: 500, after: $after) @skip(if: $areFavorites) {\n          ...GroupPage\n        }\n        favoriteConversations(first: 100, after: $after) @include(if: $areFavorites) {\n          ...GroupPage\n        }\n      }\n    }\n  }\n": types.NextGroupsDocument,
    "\n  fragment ContactRow on User {\n    id\n    network\n    name\n    avatarUrl\n    ...PersonActions\n  }\n": types.ContactRowFragmentDoc,
    "\n  fragment Folder on Circle {\n    id\n    name\n  }\n": types.FolderFragmentDoc,
    "\n  query FolderContents($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Circle {\n        conversations(first: 25, after: $after) {\n          ...GroupPage\n        }\n      }\n    }\n  }\n": types.FolderContentsDocument,
    "\n  fragment FoundPerson on User {\n    id\n    name\n    avatarUrl\n    identityNumber\n    biography\n    isVerified\n    ...PersonActions\n  }\n": types.FoundPersonFragmentDoc,
    "\n  fragment GroupActions on Conversation {\n    id\n    name\n    muteUntil\n    isFavorite\n    isEveryoneMuted\n    viewerCan {\n      rename\n      mute\n      muteEveryone\n      favorite\n      leave\n      dismiss\n    }\n  }\n": types.GroupActionsFragmentDoc,
    "\n  mutation Mute($input: MuteConversationInput!) {\n    muteConversation(input: $input) {\n      conversation {\n        id\n        muteUntil\n      }\n    }\n  }\n": types.MuteDocument,
    "\n  mutation Favorite($input: SetConversationFavoriteInput!) {\n    setConversationFavorite(input: $input) {\n      conversation {\n        id\n        isFavorite\n      }\n    }\n  }\n": types.FavoriteDocument,
    "\n  mutation MuteEveryone($input: MuteEveryoneInput!) {\n    muteEveryone(input: $input) {\n      conversation {\n        id\n        isEveryoneMuted\n      }\n    }\n  }\n": types.MuteEveryoneDocument,
    "\n  mutation Leave($input: LeaveConversationInput!) {\n    leaveConversation(input: $input) {\n      conversationId\n    }\n  }\n": types.LeaveDocument,
    "\n  mutation Dismiss($input: DismissConversationInput!) {\n    dismissConversation(input: $input) {\n      conversationId\n    }\n  }\n": types.DismissDocument,
    "\n  fragment GroupCard on Conversation {\n    id\n    network\n    name\n    iconUrl\n    createdAt\n    memberCount\n    viewerCan {\n      message\n    }\n    ...GroupActions\n    creator {\n      id\n      name\n    }\n    participants(first: $first) {\n      ...People\n    }\n  }\n": types.GroupCardFragmentDoc,
    "\n  fragment GroupLink on Conversation {\n    id\n    network\n    category\n    name\n    iconUrl\n    memberCount\n  }\n": types.GroupLinkFragmentDoc,
    "\n  fragment GroupPage on ConversationConnection {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      ...GroupLink\n    }\n  }\n": types.GroupPageFragmentDoc,
    "\n  query Lookup($number: String!) {\n    user(by: { mixinIdentityNumber: $number }) {\n      ...FoundPerson\n    }\n  }\n": types.LookupDocument,
    "\n  fragment Masthead on Viewer {\n    mixin {\n      user {\n        name\n      }\n    }\n    sealtalk {\n      user {\n        name\n      }\n    }\n  }\n": types.MastheadFragmentDoc,
    "\n  query NextPeople($group: ID!, $first: Int!, $after: String) {\n    conversation(id: $group) {\n      id\n      participants(first: $first, after: $after) {\n        ...People\n      }\n    }\n  }\n": types.NextPeopleDocument,
    "\n  fragment PersonActions on User {\n    id\n    isBlocked\n    contact {\n      state\n    }\n    viewerCan {\n      addContact\n      removeContact\n      block\n      unblock\n    }\n  }\n": types.PersonActionsFragmentDoc,
    "\n  mutation AddContact($input: AddContactInput!) {\n    addContact(input: $input) {\n      outcome\n      user {\n        id\n      }\n    }\n  }\n": types.AddContactDocument,
    "\n  mutation RemoveContact($input: RemoveContactInput!) {\n    removeContact(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": types.RemoveContactDocument,
    "\n  mutation Block($input: BlockUserInput!) {\n    blockUser(input: $input) {\n      userId\n    }\n  }\n": types.BlockDocument,
    "\n  mutation Unblock($input: UnblockUserInput!) {\n    unblockUser(input: $input) {\n      userId\n    }\n  }\n": types.UnblockDocument,
    "\n  fragment PersonRow on Participant {\n    userId\n    role\n    user {\n      id\n      name\n      avatarUrl\n      identityNumber\n      app {\n        id\n        creator {\n          id\n          name\n        }\n      }\n    }\n  }\n": types.PersonRowFragmentDoc,
    "\n  mutation Rename($input: UpdateConversationInput!) {\n    updateConversation(input: $input) {\n      conversation {\n        id\n        name\n      }\n    }\n  }\n": types.RenameDocument,
    "\n  fragment Request on User {\n    id\n    name\n    avatarUrl\n    contact {\n      message\n    }\n  }\n": types.RequestFragmentDoc,
    "\n  fragment Requests on SealTalkAccount {\n    contactRequests {\n      id\n      ...Request\n    }\n  }\n": types.RequestsFragmentDoc,
    "\n  mutation Accept($input: AcceptContactRequestInput!) {\n    acceptContactRequest(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": types.AcceptDocument,
    "\n  mutation Ignore($input: IgnoreContactRequestInput!) {\n    ignoreContactRequest(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": types.IgnoreDocument,
    "\n  fragment SealTalkCard on Viewer {\n    sealtalk {\n      user {\n        id\n        name\n      }\n    }\n  }\n": types.SealTalkCardFragmentDoc,
    "\n  mutation Send($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      messageId\n    }\n  }\n": types.SendDocument,
    "\n  mutation SignIn($input: LoginInput!) {\n    login(input: $input) {\n      userId\n    }\n  }\n": types.SignInDocument,
    "\n  mutation SignOut {\n    logout {\n      loggedOut\n    }\n  }\n": types.SignOutDocument,
    "\n  fragment UserPage on UserConnection {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      isBlocked\n      ...ContactRow\n    }\n  }\n": types.UserPageFragmentDoc,
    "\n  query NextUsers($after: String, $search: String, $isMixin: Boolean!, $isBlocked: Boolean!) {\n    viewer {\n      mixin @include(if: $isMixin) {\n        contacts(first: 25, after: $after, search: $search) @skip(if: $isBlocked) {\n          ...UserPage\n        }\n        blockedUsers(first: 25, after: $after) @include(if: $isBlocked) {\n          ...UserPage\n        }\n      }\n      sealtalk @skip(if: $isMixin) {\n        contacts(first: 25, after: $after, search: $search) @skip(if: $isBlocked) {\n          ...UserPage\n        }\n        blockedUsers(first: 25, after: $after) @include(if: $isBlocked) {\n          ...UserPage\n        }\n      }\n    }\n  }\n": types.NextUsersDocument,
    "\n  fragment People on ParticipantConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      userId\n      ...PersonRow\n    }\n  }\n": types.PeopleFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Page($group: ID!, $first: Int!) {\n    viewer {\n      ...Masthead\n      ...ChatList\n      ...SealTalkCard\n    }\n    conversation(id: $group) {\n      ...GroupCard\n    }\n  }\n"): (typeof documents)["\n  query Page($group: ID!, $first: Int!) {\n    viewer {\n      ...Masthead\n      ...ChatList\n      ...SealTalkCard\n    }\n    conversation(id: $group) {\n      ...GroupCard\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Budget {\n    budgets {\n      lookup\n      remaining\n      retryAt\n    }\n  }\n"): (typeof documents)["\n  query Budget {\n    budgets {\n      lookup\n      remaining\n      retryAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ChatList on Viewer {\n    mixin {\n      contacts(first: 25) {\n        ...UserPage\n      }\n      blockedUsers(first: 25) {\n        ...UserPage\n      }\n      circles {\n        id\n        name\n        ...Folder\n      }\n    }\n    sealtalk {\n      contacts(first: 25) {\n        ...UserPage\n      }\n      blockedUsers(first: 25) {\n        ...UserPage\n      }\n      groups(first: 500) {\n        ...GroupPage\n      }\n      favoriteConversations(first: 100) {\n        ...GroupPage\n      }\n      ...Requests\n    }\n  }\n"): (typeof documents)["\n  fragment ChatList on Viewer {\n    mixin {\n      contacts(first: 25) {\n        ...UserPage\n      }\n      blockedUsers(first: 25) {\n        ...UserPage\n      }\n      circles {\n        id\n        name\n        ...Folder\n      }\n    }\n    sealtalk {\n      contacts(first: 25) {\n        ...UserPage\n      }\n      blockedUsers(first: 25) {\n        ...UserPage\n      }\n      groups(first: 500) {\n        ...GroupPage\n      }\n      favoriteConversations(first: 100) {\n        ...GroupPage\n      }\n      ...Requests\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContactsNamed($search: String!) {\n    viewer {\n      mixin {\n        contacts(first: 25, search: $search) {\n          ...UserPage\n        }\n      }\n      sealtalk {\n        contacts(first: 25, search: $search) {\n          ...UserPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ContactsNamed($search: String!) {\n    viewer {\n      mixin {\n        contacts(first: 25, search: $search) {\n          ...UserPage\n        }\n      }\n      sealtalk {\n        contacts(first: 25, search: $search) {\n          ...UserPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NextGroups($after: String, $areFavorites: Boolean!) {\n    viewer {\n      sealtalk {\n        groups(first: 500, after: $after) @skip(if: $areFavorites) {\n          ...GroupPage\n        }\n        favoriteConversations(first: 100, after: $after) @include(if: $areFavorites) {\n          ...GroupPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query NextGroups($after: String, $areFavorites: Boolean!) {\n    viewer {\n      sealtalk {\n        groups(first: 500, after: $after) @skip(if: $areFavorites) {\n          ...GroupPage\n        }\n        favoriteConversations(first: 100, after: $after) @include(if: $areFavorites) {\n          ...GroupPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ContactRow on User {\n    id\n    network\n    name\n    avatarUrl\n    ...PersonActions\n  }\n"): (typeof documents)["\n  fragment ContactRow on User {\n    id\n    network\n    name\n    avatarUrl\n    ...PersonActions\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Folder on Circle {\n    id\n    name\n  }\n"): (typeof documents)["\n  fragment Folder on Circle {\n    id\n    name\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FolderContents($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Circle {\n        conversations(first: 25, after: $after) {\n          ...GroupPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FolderContents($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Circle {\n        conversations(first: 25, after: $after) {\n          ...GroupPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FoundPerson on User {\n    id\n    name\n    avatarUrl\n    identityNumber\n    biography\n    isVerified\n    ...PersonActions\n  }\n"): (typeof documents)["\n  fragment FoundPerson on User {\n    id\n    name\n    avatarUrl\n    identityNumber\n    biography\n    isVerified\n    ...PersonActions\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GroupActions on Conversation {\n    id\n    name\n    muteUntil\n    isFavorite\n    isEveryoneMuted\n    viewerCan {\n      rename\n      mute\n      muteEveryone\n      favorite\n      leave\n      dismiss\n    }\n  }\n"): (typeof documents)["\n  fragment GroupActions on Conversation {\n    id\n    name\n    muteUntil\n    isFavorite\n    isEveryoneMuted\n    viewerCan {\n      rename\n      mute\n      muteEveryone\n      favorite\n      leave\n      dismiss\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Mute($input: MuteConversationInput!) {\n    muteConversation(input: $input) {\n      conversation {\n        id\n        muteUntil\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Mute($input: MuteConversationInput!) {\n    muteConversation(input: $input) {\n      conversation {\n        id\n        muteUntil\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Favorite($input: SetConversationFavoriteInput!) {\n    setConversationFavorite(input: $input) {\n      conversation {\n        id\n        isFavorite\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Favorite($input: SetConversationFavoriteInput!) {\n    setConversationFavorite(input: $input) {\n      conversation {\n        id\n        isFavorite\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MuteEveryone($input: MuteEveryoneInput!) {\n    muteEveryone(input: $input) {\n      conversation {\n        id\n        isEveryoneMuted\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation MuteEveryone($input: MuteEveryoneInput!) {\n    muteEveryone(input: $input) {\n      conversation {\n        id\n        isEveryoneMuted\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Leave($input: LeaveConversationInput!) {\n    leaveConversation(input: $input) {\n      conversationId\n    }\n  }\n"): (typeof documents)["\n  mutation Leave($input: LeaveConversationInput!) {\n    leaveConversation(input: $input) {\n      conversationId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Dismiss($input: DismissConversationInput!) {\n    dismissConversation(input: $input) {\n      conversationId\n    }\n  }\n"): (typeof documents)["\n  mutation Dismiss($input: DismissConversationInput!) {\n    dismissConversation(input: $input) {\n      conversationId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GroupCard on Conversation {\n    id\n    network\n    name\n    iconUrl\n    createdAt\n    memberCount\n    viewerCan {\n      message\n    }\n    ...GroupActions\n    creator {\n      id\n      name\n    }\n    participants(first: $first) {\n      ...People\n    }\n  }\n"): (typeof documents)["\n  fragment GroupCard on Conversation {\n    id\n    network\n    name\n    iconUrl\n    createdAt\n    memberCount\n    viewerCan {\n      message\n    }\n    ...GroupActions\n    creator {\n      id\n      name\n    }\n    participants(first: $first) {\n      ...People\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GroupLink on Conversation {\n    id\n    network\n    category\n    name\n    iconUrl\n    memberCount\n  }\n"): (typeof documents)["\n  fragment GroupLink on Conversation {\n    id\n    network\n    category\n    name\n    iconUrl\n    memberCount\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GroupPage on ConversationConnection {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      ...GroupLink\n    }\n  }\n"): (typeof documents)["\n  fragment GroupPage on ConversationConnection {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      ...GroupLink\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Lookup($number: String!) {\n    user(by: { mixinIdentityNumber: $number }) {\n      ...FoundPerson\n    }\n  }\n"): (typeof documents)["\n  query Lookup($number: String!) {\n    user(by: { mixinIdentityNumber: $number }) {\n      ...FoundPerson\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Masthead on Viewer {\n    mixin {\n      user {\n        name\n      }\n    }\n    sealtalk {\n      user {\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment Masthead on Viewer {\n    mixin {\n      user {\n        name\n      }\n    }\n    sealtalk {\n      user {\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NextPeople($group: ID!, $first: Int!, $after: String) {\n    conversation(id: $group) {\n      id\n      participants(first: $first, after: $after) {\n        ...People\n      }\n    }\n  }\n"): (typeof documents)["\n  query NextPeople($group: ID!, $first: Int!, $after: String) {\n    conversation(id: $group) {\n      id\n      participants(first: $first, after: $after) {\n        ...People\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PersonActions on User {\n    id\n    isBlocked\n    contact {\n      state\n    }\n    viewerCan {\n      addContact\n      removeContact\n      block\n      unblock\n    }\n  }\n"): (typeof documents)["\n  fragment PersonActions on User {\n    id\n    isBlocked\n    contact {\n      state\n    }\n    viewerCan {\n      addContact\n      removeContact\n      block\n      unblock\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddContact($input: AddContactInput!) {\n    addContact(input: $input) {\n      outcome\n      user {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AddContact($input: AddContactInput!) {\n    addContact(input: $input) {\n      outcome\n      user {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveContact($input: RemoveContactInput!) {\n    removeContact(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveContact($input: RemoveContactInput!) {\n    removeContact(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Block($input: BlockUserInput!) {\n    blockUser(input: $input) {\n      userId\n    }\n  }\n"): (typeof documents)["\n  mutation Block($input: BlockUserInput!) {\n    blockUser(input: $input) {\n      userId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Unblock($input: UnblockUserInput!) {\n    unblockUser(input: $input) {\n      userId\n    }\n  }\n"): (typeof documents)["\n  mutation Unblock($input: UnblockUserInput!) {\n    unblockUser(input: $input) {\n      userId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PersonRow on Participant {\n    userId\n    role\n    user {\n      id\n      name\n      avatarUrl\n      identityNumber\n      app {\n        id\n        creator {\n          id\n          name\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment PersonRow on Participant {\n    userId\n    role\n    user {\n      id\n      name\n      avatarUrl\n      identityNumber\n      app {\n        id\n        creator {\n          id\n          name\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Rename($input: UpdateConversationInput!) {\n    updateConversation(input: $input) {\n      conversation {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Rename($input: UpdateConversationInput!) {\n    updateConversation(input: $input) {\n      conversation {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Request on User {\n    id\n    name\n    avatarUrl\n    contact {\n      message\n    }\n  }\n"): (typeof documents)["\n  fragment Request on User {\n    id\n    name\n    avatarUrl\n    contact {\n      message\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Requests on SealTalkAccount {\n    contactRequests {\n      id\n      ...Request\n    }\n  }\n"): (typeof documents)["\n  fragment Requests on SealTalkAccount {\n    contactRequests {\n      id\n      ...Request\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Accept($input: AcceptContactRequestInput!) {\n    acceptContactRequest(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Accept($input: AcceptContactRequestInput!) {\n    acceptContactRequest(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Ignore($input: IgnoreContactRequestInput!) {\n    ignoreContactRequest(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Ignore($input: IgnoreContactRequestInput!) {\n    ignoreContactRequest(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SealTalkCard on Viewer {\n    sealtalk {\n      user {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment SealTalkCard on Viewer {\n    sealtalk {\n      user {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Send($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      messageId\n    }\n  }\n"): (typeof documents)["\n  mutation Send($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      messageId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: LoginInput!) {\n    login(input: $input) {\n      userId\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: LoginInput!) {\n    login(input: $input) {\n      userId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    logout {\n      loggedOut\n    }\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    logout {\n      loggedOut\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserPage on UserConnection {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      isBlocked\n      ...ContactRow\n    }\n  }\n"): (typeof documents)["\n  fragment UserPage on UserConnection {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      isBlocked\n      ...ContactRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NextUsers($after: String, $search: String, $isMixin: Boolean!, $isBlocked: Boolean!) {\n    viewer {\n      mixin @include(if: $isMixin) {\n        contacts(first: 25, after: $after, search: $search) @skip(if: $isBlocked) {\n          ...UserPage\n        }\n        blockedUsers(first: 25, after: $after) @include(if: $isBlocked) {\n          ...UserPage\n        }\n      }\n      sealtalk @skip(if: $isMixin) {\n        contacts(first: 25, after: $after, search: $search) @skip(if: $isBlocked) {\n          ...UserPage\n        }\n        blockedUsers(first: 25, after: $after) @include(if: $isBlocked) {\n          ...UserPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query NextUsers($after: String, $search: String, $isMixin: Boolean!, $isBlocked: Boolean!) {\n    viewer {\n      mixin @include(if: $isMixin) {\n        contacts(first: 25, after: $after, search: $search) @skip(if: $isBlocked) {\n          ...UserPage\n        }\n        blockedUsers(first: 25, after: $after) @include(if: $isBlocked) {\n          ...UserPage\n        }\n      }\n      sealtalk @skip(if: $isMixin) {\n        contacts(first: 25, after: $after, search: $search) @skip(if: $isBlocked) {\n          ...UserPage\n        }\n        blockedUsers(first: 25, after: $after) @include(if: $isBlocked) {\n          ...UserPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment People on ParticipantConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      userId\n      ...PersonRow\n    }\n  }\n"): (typeof documents)["\n  fragment People on ParticipantConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      userId\n      ...PersonRow\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;