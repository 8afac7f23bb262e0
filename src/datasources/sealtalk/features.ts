import type { Features } from '../rights.ts'

/** @see docs/networks/sealtalk.md#endpoints */
export const SEALTALK_FEATURES: Features = new Set([
  'CONTACTS',
  'CONTACT_REQUESTS',
  'BLOCKING',
  'GROUP_CREATION',
  'GROUP_ADMINISTRATION',
  'GROUP_DISMISSAL',
  'GROUP_TRANSFER',
  'GROUP_NOTICES',
  'JOIN_BY_ID',
  'MUTE_EVERYONE',
  'FAVORITES',
  'SEND_TEXT',
])
