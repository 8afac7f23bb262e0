/** The group that the page shows: `?group=mixin:conversation:…`, otherwise the sandbox's group of fifty. */
export const GROUP_ID: string =
  new URLSearchParams(location.search).get('group') ??
  'mixin:conversation:50505050-5050-4050-8050-505050505050'

/** Participants per page. Mixin returns up to 100 users per call, but 20 are enough to read. */
export const PAGE_SIZE = 20
